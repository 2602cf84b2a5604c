import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

const Content = Type.Union([
  Type.String(),
  Type.Null(),
  Type.Array(Type.Object({ text: Type.Optional(Type.String()) })),
]);
const ToolCall = Type.Object({
  id: Type.String(),
  function: Type.Object({ name: Type.String(), arguments: Type.String() }),
});
const Message = Type.Object({
  role: Type.String(),
  content: Type.Optional(Content),
  tool_calls: Type.Optional(Type.Array(ToolCall)),
  tool_call_id: Type.Optional(Type.String()),
});
const OfferedTool = Type.Object({
  function: Type.Object({
    name: Type.String(),
    description: Type.Optional(Type.String()),
    parameters: Type.Optional(Type.Unknown()),
  }),
});
const ModelRequest = Type.Object({
  messages: Type.Array(Message),
  tools: Type.Optional(Type.Array(OfferedTool)),
  stream: Type.Optional(Type.Boolean()),
});

export type ModelMessage = Static<typeof Message>;
/** A chat completion request of the OpenAI form; other fields are kept and not typed. */
export type ModelRequest = Static<typeof ModelRequest>;

/** A call of a tool, with words before it or none; or words alone, which end the turn. */
export type ModelReply =
  | { readonly say: string }
  | { readonly say?: string; readonly call: string; readonly input: Readonly<Record<string, unknown>> };

export interface ScriptedModel {
  /** All requests in order. At the start chat sends some without tools, for titles and progress words. */
  readonly requests: readonly ModelRequest[];
  /** The content of chatLanguageModels.json that makes VS Code use this model. */
  readonly models: readonly unknown[];
  stop(): Promise<void>;
}

/** A chat message's text, whatever form it has. */
export function textOf(message: ModelMessage | undefined): string {
  const content = message?.content ?? '';
  return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('');
}

/** A model on loopback that answers by script: what it says to a request is a plain function of the request. */
export async function scriptedModel(script: (request: ModelRequest) => ModelReply): Promise<ScriptedModel> {
  const requests: ModelRequest[] = [];
  const server = createServer((incoming, response) => {
    void text(incoming).then((body) => {
      if (!(incoming.url ?? '').endsWith('/completions')) {
        sendJson(response, { object: 'list', data: [{ id: 'scripted', object: 'model' }] });
        return;
      }
      const request: unknown = JSON.parse(body);
      if (!Value.Check(ModelRequest, request)) {
        response
          .writeHead(400)
          .end(`not a chat completion request: ${JSON.stringify(Value.Errors(ModelRequest, request))}`);
        return;
      }
      requests.push(request);
      const reply = script(request);
      if (request.stream === false) sendWhole(response, reply);
      else sendStream(response, reply, requests.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The model got no port.');
  return {
    requests,
    models: [modelEntry(address.port)],
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function modelEntry(port: number): unknown {
  const url = `http://127.0.0.1:${port}/v1/chat/completions`;
  const abilities = {
    toolCalling: true,
    vision: false,
    maxInputTokens: 100_000,
    maxOutputTokens: 8000,
    streaming: true,
  };
  return {
    name: 'Scripted',
    vendor: 'customendpoint',
    apiKey: 'none',
    apiType: 'chat-completions',
    models: [{ id: 'scripted', name: 'Scripted', url, ...abilities }],
  };
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function sendWhole(response: ServerResponse, reply: ModelReply): void {
  const message = { role: 'assistant', content: reply.say ?? '' };
  const choices = [{ index: 0, finish_reason: 'stop', message }];
  sendJson(response, { id: 'reply', object: 'chat.completion', created: 1, model: 'scripted', choices });
}

function sendStream(response: ServerResponse, reply: ModelReply, number: number): void {
  const send = (delta: unknown, finish_reason: string | null = null): void => {
    const choices = [{ index: 0, delta, finish_reason }];
    const chunk = { id: 'reply', object: 'chat.completion.chunk', created: 1, model: 'scripted', choices };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  send({ role: 'assistant', content: reply.say ?? '' });
  if ('call' in reply) {
    const call = { name: reply.call, arguments: JSON.stringify(reply.input) };
    send({ tool_calls: [{ index: 0, id: `call_${number}`, type: 'function', function: call }] });
    send({}, 'tool_calls');
  } else {
    send({}, 'stop');
  }
  response.end('data: [DONE]\n\n');
}
