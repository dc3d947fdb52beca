// What Vercel's AI SDK does with a gateway, as it comes: the same for each of its versions, which bring their packages with them.
// BASE_URL is the gateway's address with /v1. Its members answer as ClientScriptTests.cs scripts them. Prints one line per check; exits with 1 at the first that fails.
import assert from 'node:assert/strict';

const answer = 'Paris lies on the Seine, and has done so for a while.';

export async function check({ ai, createOpenAI, z }) {
  const openai = createOpenAI({ baseURL: process.env.BASE_URL, apiKey: 'none' });
  const weather = ai.tool({
    description: 'The weather of a city',
    inputSchema: z.object({ city: z.string(), days: z.number().optional() }),
    execute: async () => 'rain, 4 degrees',
  });

  const checks = {
    async 'generateText, which asks by Responses'() {
      const { text, usage, finishReason } = await ai.generateText({ model: openai('fusion'), prompt: 'Capital of France?', maxRetries: 0 });
      assert.equal(text, answer);
      assert.equal(finishReason, 'stop');
      assert.equal(usage.totalTokens, 60);
    },

    async 'streamText'() {
      let text = '';
      const { textStream } = ai.streamText({ model: openai('fusion'), prompt: 'Capital of France?', maxRetries: 0, onError: ({ error }) => { throw error; } });
      for await (const piece of textStream) text += piece;
      assert.equal(text, answer);
    },

    async 'a loop of tools that leaves store alone'() {
      for (const name of ['fusion', 'a']) {
        const { text, steps } = await ai.generateText({ model: openai(name), prompt: 'Weather in Oslo?', tools: { weather }, stopWhen: ai.stepCountIs(3), maxRetries: 0 });
        assert.equal(text, name === 'fusion' ? answer : 'candidate of a');
        assert.equal(steps.length, 2);
        assert.deepEqual(steps[0].toolCalls[0].input, { city: 'Oslo' });
      }
    },

    async 'an object of a schema'() {
      const { object } = await ai.generateObject({ model: openai('fusion'), prompt: 'Capital of France, as JSON?', schema: z.object({ city: z.string() }), maxRetries: 0 });
      assert.deepEqual(object, { city: 'Paris' });
    },

    async 'chat completions'() {
      const { text } = await ai.generateText({ model: openai.chat('fusion'), prompt: 'Capital of France?', maxRetries: 0 });
      assert.equal(text, answer);
      const { text: again, steps } = await ai.generateText({ model: openai.chat('fusion'), prompt: 'Weather in Oslo?', tools: { weather }, stopWhen: ai.stepCountIs(3), maxRetries: 0 });
      assert.equal(again, answer);
      assert.equal(steps.length, 2);
    },

    async 'embeddings'() {
      const { embedding } = await ai.embed({ model: openai.embedding('a'), value: 'Paris', maxRetries: 0 });
      assert.deepEqual(embedding, [0.25, -0.5]);
    },

    async 'errors'() {
      await assert.rejects(ai.generateText({ model: openai('fusion/nowhere'), prompt: 'hi', maxRetries: 0 }), (error) => error.statusCode === 404 && /nowhere/.test(error.message));
    },
  };

  for (const [name, run] of Object.entries(checks)) {
    try {
      await run();
      console.log(`ok ${name}`);
    } catch (error) {
      console.log(`not ok ${name}: ${error.stack} ${JSON.stringify(error.cause ?? error.data ?? null)}`);
      process.exit(1);
    }
  }
}
