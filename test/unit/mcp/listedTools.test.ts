import assert from 'node:assert/strict';
import { isRecord } from '../../../src/core/json.ts';
import { english } from '../../../src/core/label.ts';
import { instructions } from '../../../src/hosts/mcp/instructions.ts';
import { listedTool } from '../../../src/hosts/mcp/listedTool.ts';
import { allTools } from '../../../src/tools/allTools.ts';

const listed = allTools.map((tool) => listedTool({ ...tool, inputSchema: tool.input }));

/** Every object schema within a schema. */
function objectSchemas(schema: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(schema)) return schema.flatMap(objectSchemas);
  if (!isRecord(schema)) return [];
  const inner = Object.values(schema).flatMap(objectSchemas);
  return isRecord(schema.properties) || schema.type === 'object' ? [schema, ...inner] : inner;
}

describe('the tools over the protocol', () => {
  it('are all of them, with the title, description and schema of their definition', () => {
    assert.deepEqual(
      listed.map(({ name, title, description, inputSchema }) => ({ name, title, description, inputSchema })),
      allTools.map(({ name, title, modelDescription, input }) => ({
        name,
        title: english(title),
        description: modelDescription,
        inputSchema: JSON.parse(JSON.stringify(input)) as unknown,
      })),
    );
  });

  it('say whether they only read, and whether they reach out to a cluster', () => {
    for (const { name, annotations } of listed) {
      const reads = allTools.find((tool) => tool.name === name)?.risk === 'read';
      assert.deepEqual(annotations, {
        readOnlyHint: reads,
        destructiveHint: !reads,
        idempotentHint: reads,
        openWorldHint: name !== 'get_kubernetes_contexts',
      });
    }
  });

  it('take no argument by which a model could approve or enable a change, and no argument that is not named', () => {
    const consent = /approv|confirm|consent|digest|enable|allow|accept|permit|unlock|elevat|answer|^yes$|^token$/i;
    for (const { name, inputSchema } of listed) {
      const objects = objectSchemas(inputSchema);
      assert.ok(objects.length > 0);
      for (const schema of objects) {
        assert.equal(schema.additionalProperties, false, `${name} takes what it does not name`);
        const fields = Object.keys(isRecord(schema.properties) ? schema.properties : {});
        assert.deepEqual(
          fields.filter((field) => consent.test(field)),
          [],
          name,
        );
      }
    }
  });

  it('are introduced by instructions that name only tools that exist', () => {
    const named = instructions.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [];
    assert.ok(named.length >= 5);
    const names = listed.map(({ name }) => name);
    assert.deepEqual(
      named.filter((name) => !names.includes(name)),
      [],
    );
    assert.ok(Buffer.byteLength(instructions) < 2500);
  });
});
