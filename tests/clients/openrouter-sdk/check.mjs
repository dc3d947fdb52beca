// OpenRouter's own SDK, which checks every reply against its schemas, against a gateway: chat plain and streamed, responses, models, errors.
// BASE_URL is the gateway's address with /v1. Its members answer as ClientScriptTests.cs scripts them. Prints one line per check; exits with 1 at the first that fails.
import assert from 'node:assert/strict';
import { OpenRouter } from '@openrouter/sdk';

const client = new OpenRouter({ serverURL: process.env.BASE_URL, apiKey: 'none', retryConfig: { strategy: 'none' } });
const answer = 'Paris lies on the Seine, and has done so for a while.';
const messages = [{ role: 'user', content: 'Capital of France?' }];

const checks = {
  async 'chat'() {
    const result = await client.chat.send({ chatRequest: { model: 'openrouter/fusion', messages } });
    assert.equal(result.choices[0].message.content, answer);
    assert.equal(result.usage.totalTokens, 75);
  },

  async 'a stream with its usage'() {
    let text = '';
    let usage;
    for await (const chunk of await client.chat.send({ chatRequest: { model: 'fusion', messages, stream: true, usage: { include: true }, streamOptions: { includeUsage: true } } })) {
      text += chunk.choices[0]?.delta?.content ?? '';
      usage = chunk.usage ?? usage;
    }
    assert.equal(text, answer);
    assert.equal(usage.totalTokens, 60);
  },

  async 'tools'() {
    const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];
    const result = await client.chat.send({ chatRequest: { model: 'fusion', messages: [{ role: 'user', content: 'Weather in Oslo?' }], tools } });
    assert.equal(result.choices[0].message.toolCalls[0].function.name, 'weather');
  },

  async 'responses'() {
    const result = await client.beta.responses.send({ responsesRequest: { model: 'fusion', input: 'Capital of France?' } });
    assert.equal(result.output.find((item) => item.type === 'message').content[0].text, answer);
    let text = '';
    for await (const event of await client.beta.responses.send({ responsesRequest: { model: 'fusion', input: 'Capital of France?', stream: true } })) {
      if (event.type === 'response.output_text.delta') text += event.delta;
    }
    assert.equal(text, answer);
  },

  async 'models'() {
    const names = [];
    for await (const page of await client.models.list()) names.push(...page.result.data.map((model) => model.id));
    assert.ok(names.includes('fusion/default'), names.join(' '));
  },

  async 'errors'() {
    await assert.rejects(client.chat.send({ chatRequest: { model: 'nobody', messages } }), (error) => error.name === 'NotFoundResponseError' && error.error.code === 404);
    await assert.rejects(client.chat.send({ chatRequest: { model: 'openrouter/fusion', messages: [] } }), (error) => error.name === 'BadRequestResponseError');
  },
};

for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok ${name}`);
  } catch (error) {
    console.log(`not ok ${name}: ${error.stack} ${JSON.stringify(error.cause ?? null)?.slice(0, 2000)}`);
    process.exit(1);
  }
}
