import { allTools } from '../../../src/tools/allTools.ts';
import { requiredInputs } from '../../../src/core/requiredInputs.ts';
import { appName, shopName } from './largeCluster.ts';

/** Of each tool the question that looks at most: without any input where it can do without, else about one Deployment. A tool that changes gives its plan. */
export function toolInputs(): readonly { readonly tool: string; readonly input: object }[] {
  const about: Readonly<Record<string, unknown>> = {
    kind: 'Deployment',
    namespace: shopName,
    name: appName,
    replicas: 150,
    // Some of its pods crash: a wait for them all ends by its time
    timeoutSeconds: 2,
  };
  return allTools.map(({ name, input }) => {
    const required = requiredInputs(input);
    const given = required.length === 0 && !named.has(name) ? [] : Object.keys(input.properties);
    return { tool: name, input: Object.fromEntries(Object.entries(about).filter(([field]) => given.includes(field))) };
  });
}

/** They ask for a name unless one is given. */
const named = new Set(['trace_service_chain', 'wait_for_pod_ready']);
