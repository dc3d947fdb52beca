namespace FusionOfN.Synthesis;

/// <summary>Settings to begin with for the two trainers that large students are mostly trained by. Model and sizes are for the reader to choose.</summary>
internal static class TrainerConfigurations
{
    public static IEnumerable<(string Name, string Text)> Of(IReadOnlyList<ExportShape> shapes, IReadOnlyList<string> methods)
    {
        var method = methods[0];
        if (shapes.Contains(TrlShapes.Sft))
        {
            yield return ("trl.yaml", $"""
                # trl sft --config trl.yaml
                model_name_or_path: CHANGE-ME
                datasets:
                  - path: json
                    data_files: {RowFiles.FolderOf(TrlShapes.Sft, method)}/train.jsonl
                output_dir: student
                num_train_epochs: 1
                learning_rate: 1.0e-5
                per_device_train_batch_size: 1
                gradient_accumulation_steps: 16
                bf16: true
                seed: 1

                """);
        }

        if (shapes.Contains(AxolotlShapes.Sft))
        {
            yield return ("axolotl.yaml", $"""
                # axolotl train axolotl.yaml
                base_model: CHANGE-ME
                datasets:
                  - path: {RowFiles.FolderOf(AxolotlShapes.Sft, method)}/train.jsonl
                    ds_type: json
                    type: chat_template
                    field_messages: messages
                output_dir: student
                sequence_len: 4096
                num_epochs: 1
                learning_rate: 0.00001
                micro_batch_size: 1
                gradient_accumulation_steps: 16
                bf16: true
                seed: 1

                """);
        }
    }
}
