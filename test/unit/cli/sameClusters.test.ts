import assert from 'node:assert/strict';
import path from 'node:path';
import { commandLine } from '../../../src/hosts/terminal/commandLine.ts';
import { sameClusters } from '../../../src/hosts/terminal/sameClusters.ts';

const lineOf = (flags: { kubeconfig?: string; demo: boolean }, env: Record<string, string>): string => {
  const at = sameClusters(flags, env);
  return at === 'demo' ? at : commandLine(at, ['undo', '01J']);
};

describe('a command for another shell', () => {
  it('has the kubeconfig of this process in full, whatever its shell has in the environment', () => {
    const file = path.resolve('some config');
    const env = { KUBECONFIG: '/other', KUBE_SRE_HOME: '' };
    assert.equal(lineOf({ kubeconfig: 'some config', demo: false }, env), `kube-sre undo 01J --kubeconfig '${file}'`);
  });

  it('brings the variables along that lead to the clusters and the journal where no file is named', () => {
    const KUBECONFIG = ['a', '', '/b'].join(path.delimiter);
    const files = [path.resolve('a'), '/b'].join(path.delimiter);
    const line = lineOf({ demo: false }, { KUBECONFIG, KUBE_SRE_HOME: '/home/x', PATH: '/bin' });
    assert.equal(line, `KUBE_SRE_HOME=/home/x KUBECONFIG=${files} kube-sre undo 01J`);
  });

  it('is none for a demo cluster that ends with its process', () => {
    assert.equal(lineOf({ demo: true }, { KUBECONFIG: '/other' }), 'demo');
  });
});
