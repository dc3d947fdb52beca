// The official openai client against a gateway: chat, stream, tools, JSON schema, responses, responses stream.
// BASE_URL is the gateway's address with /v1, MODEL the model to ask (fusion by default). The gateway's members must answer as
// OfficialNodeTests.cs scripts them. Prints one line per check; exits with 1 at the first that fails.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.env.BASE_URL, apiKey: process.env.OPENAI_API_KEY ?? 'none', maxRetries: 0 });
const model = process.env.MODEL ?? 'fusion';
const answer = 'Paris lies on the Seine, and has done so for a while.';
const question = [{ role: 'user', content: 'Capital of France?' }];
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };
const weather = { type: 'function', function: { name: 'weather', description: 'The weather of a city', parameters } };

const checks = {
  async 'models'() {
    const names = [];
    for await (const entry of client.models.list()) names.push(entry.id);
    assert.ok(names.includes('fusion/default'), names.join(' '));
    assert.equal((await client.models.retrieve('fusion/default')).id, 'fusion/default');
  },

  async 'chat'() {
    const completion = await client.chat.completions.create({ model, messages: question });
    assert.equal(completion.choices[0].message.content, answer);
    assert.equal(completion.choices[0].finish_reason, 'stop');
    assert.equal(completion.usage.total_tokens, 60);
    assert.equal(completion.fusion.status, 'full');
  },

  async 'chat stream'() {
    let text = '';
    let pieces = 0;
    let usage;
    const reasons = [];
    const messages = [{ role: 'user', content: 'Capital of France, in pieces?' }];
    const stream = await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } });
    for await (const chunk of stream) {
      const piece = chunk.choices[0]?.delta?.content ?? '';
      // The fusor writes the rest when it is told that its first piece is here.
      if (piece && pieces++ === 0) console.log('first piece');
      text += piece;
      if (chunk.choices[0]?.finish_reason) reasons.push(chunk.choices[0].finish_reason);
      usage = chunk.usage ?? usage;
    }
    assert.equal(text, answer);
    assert.ok(pieces > 1, 'the answer came in one burst');
    assert.deepEqual(reasons, ['stop']);
    assert.equal(usage.total_tokens, 60);
  },

  async 'chat stream helper'() {
    const stream = client.chat.completions.stream({ model, messages: question });
    assert.equal(await stream.finalContent(), answer);
  },

  async 'chat tools'() {
    const messages = [{ role: 'user', content: 'Weather in Oslo?' }];
    const turn = await client.chat.completions.create({ model, messages, tools: [weather] });
    assert.equal(turn.choices[0].finish_reason, 'tool_calls');
    const [call] = turn.choices[0].message.tool_calls;
    assert.deepEqual(JSON.parse(call.function.arguments), { city: 'Oslo' });
    messages.push(turn.choices[0].message, { role: 'tool', tool_call_id: call.id, content: 'rain, 4 degrees' });
    const end = await client.chat.completions.create({ model, messages, tools: [weather] });
    assert.equal(end.choices[0].message.content, answer);
  },

  async 'chat JSON schema'() {
    const completion = await client.chat.completions.parse({
      model,
      messages: [{ role: 'user', content: 'Capital of France, as JSON?' }],
      response_format: { type: 'json_schema', json_schema: { name: 'place', strict: true, schema: parameters } },
    });
    assert.deepEqual(JSON.parse(completion.choices[0].message.content), { city: 'Paris' });
  },

  async 'responses'() {
    const response = await client.responses.create({ model, input: 'Capital of France?' });
    assert.equal(response.output_text, answer);
    assert.equal(response.status, 'completed');
    assert.deepEqual(response.output.map((item) => item.type), ['message']);
  },

  async 'responses with the item of the fusion'() {
    const response = await client.responses.create({ model, input: 'Capital of France?', include: ['openrouter:fusion'] });
    assert.deepEqual(response.output.map((item) => item.type), ['openrouter:fusion', 'message']);
  },

  async 'responses stream'() {
    const types = [];
    let text = '';
    for await (const event of await client.responses.create({ model, input: 'Capital of France?', stream: true })) {
      assert.equal(event.sequence_number, types.length);
      types.push(event.type);
      if (event.type === 'response.output_text.delta') text += event.delta;
    }
    assert.equal(text, answer);
    assert.equal(types[0], 'response.created');
    assert.equal(types.at(-1), 'response.completed');
    assert.ok(!types.some((type) => type.includes('fusion')), 'events that nobody asked for');
  },

  async 'responses stream with the events of the panel'() {
    const types = [];
    const stream = await client.responses.create({ model, input: 'Capital of France?', stream: true }, { headers: { 'X-Fusion-Events': '1' } });
    for await (const event of stream) types.push(event.type);
    assert.equal(types.at(-1), 'response.completed');
    assert.equal(types.filter((type) => type === 'response.fusion_call.panel.completed').length, 3);
  },

  async 'responses stream helper'() {
    const response = await client.responses.stream({ model, input: 'Capital of France?' }).finalResponse();
    assert.equal(response.output_text, answer);
  },

  async 'responses tools'() {
    const tools = [{ type: 'function', name: 'weather', parameters, strict: true }];
    const input = [{ role: 'user', content: 'Weather in Oslo?' }];
    const turn = await client.responses.stream({ model, input, tools }).finalResponse();
    const call = turn.output.find((item) => item.type === 'function_call');
    assert.deepEqual(JSON.parse(call.arguments), { city: 'Oslo' });
    const end = await client.responses.create({ model, tools, input: [...input, ...turn.output, { type: 'function_call_output', call_id: call.call_id, output: 'rain, 4 degrees' }] });
    assert.equal(end.output_text, answer);
  },

  async 'errors'() {
    await assert.rejects(client.chat.completions.create({ model: 'fusion/nowhere', messages: question }), (error) => error instanceof OpenAI.NotFoundError && /nowhere/.test(error.message));
    await assert.rejects(client.chat.completions.create({ model, messages: [] }), (error) => error instanceof OpenAI.BadRequestError && error.param === 'messages');
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
