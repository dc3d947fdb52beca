// The official openai client against a real 'fusion serve' on the models in the box: one chat, one stream, one response.
// BASE_URL is the gateway's address with /v1. Prints one line per check; exits with 1 at the first that fails.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.env.BASE_URL, apiKey: 'none', maxRetries: 0 });
const prompt = 'Tell me about Nigeria: the currency, the capital, the internet domain, the official language and the continent.';
const messages = [{ role: 'user', content: prompt }];

const checks = {
  async 'models'() {
    const model = await client.models.retrieve('fusion/teachers');
    for (const name of ['temperature', 'seed', 'stop', 'stream']) assert.ok(model.supported_parameters.includes(name), name);
    for (const name of ['tools', 'response_format', 'reasoning']) assert.ok(!model.supported_parameters.includes(name), name);
  },

  async 'chat'() {
    const completion = await client.chat.completions.create({ model: 'fusion', messages, fusion: { expose: 'full', seed: 1 } });
    assert.match(completion.choices[0].message.content, /Abuja/);
    assert.equal(completion.choices[0].finish_reason, 'stop');
    assert.equal(completion.fusion.status, 'full');
    assert.equal(completion.fusion.responses.length, 5);
    assert.ok(completion.usage.total_tokens > 0);
  },

  async 'chat stream'() {
    let text = '';
    let pieces = 0;
    let reason;
    for await (const chunk of await client.chat.completions.create({ model: 'fusion', messages, stream: true, fusion: { seed: 1 } })) {
      const piece = chunk.choices[0]?.delta?.content ?? '';
      pieces += piece ? 1 : 0;
      text += piece;
      reason = chunk.choices[0]?.finish_reason ?? reason;
    }
    assert.match(text, /Abuja/);
    assert.ok(pieces > 1, 'the answer came in one burst');
    assert.equal(reason, 'stop');
  },

  async 'responses stream'() {
    const response = await client.responses.stream({ model: 'fusion', input: prompt, fusion: { seed: 1 } }).finalResponse();
    assert.match(response.output_text, /Abuja/);
    assert.equal(response.status, 'completed');
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
