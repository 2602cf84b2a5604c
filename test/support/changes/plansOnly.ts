import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LiveClusters } from '../../../src/cluster/liveClusters.ts';
import type { ChangeMaker } from '../../../src/core/changeAnswer.ts';
import type { Clock, Limits } from '../../../src/core/ports.ts';
import { changeMaker } from '../../../src/changes/makeChange.ts';
import { BeforeImages } from '../../../src/changes/journal/beforeImages.ts';
import { Journal } from '../../../src/changes/journal/journal.ts';

/** Makes plans; since nobody is there to approve them nothing is ever written, neither to the cluster nor to a disk. */
export function plansOnly(clusters: LiveClusters, clock: Clock, limits: Limits): ChangeMaker {
  const folder = path.join(tmpdir(), 'kube-sre-writes-nothing');
  return changeMaker({
    open: (context, signal) => clusters.writing(context, signal),
    enabled: { isEnabled: () => true, howToEnable: 'they are' },
    journal: new Journal({ folder }),
    images: new BeforeImages({ folder, now: () => clock.now() }),
    clock,
    folder,
    user: 'nobody',
    host: 'nowhere',
    patience: { request: limits.idle, plan: limits.call },
  });
}
