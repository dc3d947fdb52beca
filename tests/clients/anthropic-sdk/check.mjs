// Anthropic's SDK against a gateway: messages plain and streamed, tools, pictures, thoughts, token counts, errors.
// BASE_URL is the gateway's address with /v1. Its members answer as ClientScriptTests.cs scripts them. Prints one line per check; exits with 1 at the first that fails.
import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ baseURL: process.env.BASE_URL.replace(/\/v1$/, ''), apiKey: 'none', maxRetries: 0 });
const answer = 'Paris lies on the Seine, and has done so for a while.';
const question = [{ role: 'user', content: 'Capital of France?' }];
const tools = [{ name: 'weather', description: 'The weather of a city', input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } }];

const checks = {
  async 'a message'() {
    const message = await client.messages.create({ model: 'fusion', max_tokens: 1000, system: 'Be brief.', messages: question });
    assert.deepEqual(message.content.map((block) => block.type), ['text']);
    assert.equal(message.content[0].text, answer);
    assert.equal(message.stop_reason, 'end_turn');
    assert.equal(message.usage.input_tokens + message.usage.output_tokens, 60);
    assert.equal(message.fusion.status, 'full');
    assert.match(message._request_id, /^req_/);
  },

  async 'a stream'() {
    const stream = client.messages.stream({ model: 'fusion', max_tokens: 1000, messages: question });
    let pieces = '';
    stream.on('text', (text) => { pieces += text; });
    const message = await stream.finalMessage();
    assert.equal(pieces, answer);
    assert.equal(message.content[0].text, answer);
    assert.equal(message.stop_reason, 'end_turn');
    assert.ok(message.usage.output_tokens > 0);
  },

  async 'tools'() {
    for (const model of ['fusion', 'a']) {
      const messages = [{ role: 'user', content: 'Weather in Oslo?' }];
      const turn = await client.messages.create({ model, max_tokens: 1000, messages, tools });
      assert.equal(turn.stop_reason, 'tool_use');
      const call = turn.content.find((block) => block.type === 'tool_use');
      assert.deepEqual(call.input, { city: 'Oslo' });
      messages.push({ role: 'assistant', content: turn.content }, { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: 'rain, 4 degrees' }] });
      const end = await client.messages.create({ model, max_tokens: 1000, messages, tools });
      assert.equal(end.stop_reason, 'end_turn');
      const streamed = await client.messages.stream({ model, max_tokens: 1000, messages: messages.slice(0, 1), tools }).finalMessage();
      assert.deepEqual(streamed.content.find((block) => block.type === 'tool_use').input, { city: 'Oslo' });
    }
  },

  async 'thoughts and a picture'() {
    const content = [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } }, { type: 'text', text: 'Think: what is this?' }];
    const message = await client.messages.create({ model: 'a', max_tokens: 4000, thinking: { type: 'enabled', budget_tokens: 2000 }, messages: [{ role: 'user', content }] });
    assert.deepEqual(message.content.map((block) => block.type), ['thinking', 'text']);
    assert.equal(message.content[0].thinking, 'A picture.');
    const streamed = await client.messages.stream({ model: 'a', max_tokens: 4000, messages: [{ role: 'user', content }] }).finalMessage();
    assert.deepEqual(streamed.content.map((block) => block.type), ['thinking', 'text']);
    const again = [{ role: 'user', content }, { role: 'assistant', content: message.content }, { role: 'user', content: 'Capital of France?' }];
    assert.equal((await client.messages.create({ model: 'fusion', max_tokens: 1000, messages: again })).content[0].text, answer);
  },

  async 'the end at the limit'() {
    const message = await client.messages.create({ model: 'fusion', max_tokens: 3, messages: question });
    assert.equal(message.stop_reason, 'max_tokens');
    assert.ok(answer.startsWith(message.content[0].text));
  },

  async 'a count of tokens'() {
    const few = await client.messages.countTokens({ model: 'fusion', messages: question });
    const more = await client.messages.countTokens({ model: 'fusion', messages: question, tools, system: 'Be brief.' });
    assert.ok(few.input_tokens > 0 && more.input_tokens > few.input_tokens);
  },

  async 'models'() {
    const names = [];
    for await (const model of client.models.list()) names.push(model.id);
    assert.ok(names.includes('fusion/default'), names.join(' '));
  },

  async 'errors'() {
    await assert.rejects(client.messages.create({ model: 'nobody', max_tokens: 10, messages: question }), (error) => error instanceof Anthropic.NotFoundError && error.error.error.type === 'not_found_error');
    await assert.rejects(client.messages.create({ model: 'fusion', max_tokens: 10, messages: [] }), (error) => error instanceof Anthropic.BadRequestError && error.error.error.type === 'invalid_request_error');
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
