// A client whose types are generated from the API's description: it reads the text of every API as a text, and a compiler holds it to that.
// BASE_URL is the gateway's address with /v1. Its members answer as ClientScriptTests.cs scripts them. Prints one line per check; exits with 1 at the first that fails.
import assert from 'node:assert/strict';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const document = await (await fetch(process.env.BASE_URL.replace(/\/v1$/, '/openapi/v1.json'))).json();
const types = astToString(await openapiTS(document));

function problems(program) {
  const files = { '/types.ts': types, '/program.ts': `import type { components, paths } from './types';\ntype S = components['schemas'];\n${program}` };
  const options = { strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => name in files || fileExists.call(host, name);
  host.readFile = (name) => files[name] ?? readFile.call(host, name);
  host.getSourceFile = (name, target) => (name in files ? ts.createSourceFile(name, files[name], target) : getSourceFile.call(host, name, target));
  return ts.getPreEmitDiagnostics(ts.createProgram(['/program.ts'], options, host)).map((problem) => ts.flattenDiagnosticMessageText(problem.messageText, ' '));
}

const readers = `
  export const chat = (body: S['ChatCompletion']): string | null => body.choices[0].message.content;
  export const call = (body: S['ChatCompletion']): string | undefined => body.choices[0].message.tool_calls?.[0].function?.arguments;
  export const piece = (body: S['ChatCompletionChunk']): string | null | undefined => body.choices[0].delta.content;
  export const response = (body: S['Response']): string[] => body.output.flatMap((item) => item.type === 'message' ? item.content.map((part) => part.type === 'output_text' ? part.text : part.refusal) : []);
  export const message = (body: S['MessagesResponse']): (string | undefined)[] => body.content.map((block) => block.text);
  export const completion = (body: S['Completion']): string => body.choices[0].text;
  export const failed = (body: S['Error']): string[] => (body.error.failed_models ?? []).map((model) => model.error);
  export const cost = (body: S['ChatCompletion']): number | undefined => body.usage.cost;
  export const analysis = (body: S['FusionResult']): string[] | undefined => body.analysis?.consensus;
  export type Asked = paths['/v1/chat/completions']['post']['requestBody']['content']['application/json'];
`;

const checks = {
  'every reader compiles'() {
    assert.deepEqual(problems(readers), []);
  },

  'a text is a text and nothing else'() {
    const wrong = `
      export const chat = (body: S['ChatCompletion']): number => body.choices[0].message.content;
      export const item = (body: S['Response']): number => body.output[0].type === 'message' ? body.output[0].id : 0;
    `;
    assert.equal(problems(wrong).length, 2);
  },

  async 'what is sent is what the types say'() {
    const response = await fetch(`${process.env.BASE_URL}/chat/completions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ model: 'fusion', messages: [{ role: 'user', content: 'Capital of France?' }] }),
    });
    assert.equal((await response.json()).choices[0].message.content, 'Paris lies on the Seine, and has done so for a while.');
  },
};

for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok ${name}`);
  } catch (error) {
    console.log(`not ok ${name}: ${error.stack}`);
    process.exit(1);
  }
}
