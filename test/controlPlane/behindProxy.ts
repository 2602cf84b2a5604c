import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Type from 'typebox';
import { Value } from 'typebox/value';

const Config = Type.Object({
  clusters: Type.Tuple([Type.Object({ cluster: Type.Object({ server: Type.String() }) })]),
});

export interface Plain {
  /** Where the API server is. */
  readonly server: string;
  /** The text of a kubeconfig with that address, for a proxy in between that speaks plain HTTP: there is no certificate to check. */
  readonly kubeconfig: string;
}

/** Of a kubeconfig as the tests' control plane writes it. */
export function behindProxy(file: string): Plain {
  const config: unknown = JSON.parse(readFileSync(file, 'utf8'));
  assert.ok(Value.Check(Config, config));
  const [one] = config.clusters;
  const { server } = one.cluster;
  return { server, kubeconfig: JSON.stringify({ ...config, clusters: [{ ...one, cluster: { server } }] }) };
}
