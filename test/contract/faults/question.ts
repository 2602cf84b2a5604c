import type { Engine } from '../../../src/core/engine.ts';
import type { Envelope } from '../../../src/core/envelope.ts';
import { checkEnvelope } from '../../support/checkEnvelope.ts';
import { inputsFor } from '../../support/inputsFor.ts';

/** What every answer has, a tool's and the scan's. */
export type Answer = Pick<Envelope, 'verdict' | 'gaps' | 'error' | 'findings'> & { readonly headline: string };

export interface Question {
  /** The tool's name, or `scan`. */
  readonly tool: string;
  readonly name: string;
  /** Asked under faults of everything alone: another asks for the same kinds. */
  readonly briefly?: true;
  /** Milliseconds that it was asked to wait, beside what a call may take. */
  readonly patience?: number;
  ask(engine: Engine, signal?: AbortSignal): Promise<Answer>;
}

const objects = [
  ['Deployment', 'shop', 'cart'],
  ['Deployment', 'blog', 'blog'],
  ['Node', undefined, 'node-1'],
].map(([kind, namespace, name]) => ({ kind, metadata: { namespace, name } }));

/** For what waits: enough to read everything on a machine that does other work, so that no answer is another for want of time. */
const unhurried = { timeoutSeconds: 3 };

/**
 * What may be asked of the demo cluster: every tool about a namespace in trouble, about a healthy one and about everything, as far as
 * its inputs allow; and the scan.
 */
export function allQuestions(engine: Engine): readonly Question[] {
  const tools = engine.tools().flatMap(({ name, inputSchema }) => {
    const schema = schemaOf(inputSchema);
    const takesNamespaceAlone = 'namespace' in schema.properties && (schema.required ?? []).length === 0;
    const inputs = [...inputsFor(schema, objects), ...(takesNamespaceAlone ? [{ namespace: 'blog' }] : [])];
    return inputs.map((input) => toolQuestion(name, input));
  });
  const distinct = new Map([...tools, scanQuestion(undefined), scanQuestion('blog')].map((one) => [one.name, one]));
  return [...distinct.values()];
}

export function toolQuestion(tool: string, asked: Readonly<Record<string, unknown>>): Question {
  const input = 'timeoutSeconds' in asked ? { ...asked, ...unhurried } : asked;
  return {
    tool,
    name: `${tool} ${JSON.stringify(input)}`,
    ...('timeoutSeconds' in input ? { patience: unhurried.timeoutSeconds * 1000 } : {}),
    ask: async (engine, signal) =>
      checkEnvelope(
        (await engine.call(tool, input, { surface: 'test', ...(signal === undefined ? {} : { signal }) })).envelope,
      ),
  };
}

function scanQuestion(namespace: string | undefined): Question {
  const scope = namespace === undefined ? {} : { namespace };
  return {
    tool: 'scan',
    name: `the scan of ${namespace ?? 'everything'}`,
    ...(namespace === undefined ? { briefly: true } : {}),
    ask: async (engine, signal) => {
      const { verdict, gaps, error, findings } = await engine.scan(scope, signal === undefined ? {} : { signal });
      return {
        verdict,
        gaps: [...gaps],
        findings: [...findings],
        headline: '',
        ...(error === undefined ? {} : { error }),
      };
    },
  };
}

function schemaOf(schema: object): { readonly properties: object; readonly required?: readonly string[] } {
  const properties = 'properties' in schema && typeof schema.properties === 'object' ? (schema.properties ?? {}) : {};
  const required = 'required' in schema && Array.isArray(schema.required) ? schema.required.map(String) : [];
  return { properties, required };
}
