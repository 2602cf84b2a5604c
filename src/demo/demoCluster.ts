import type { Clock } from '../core/ports.ts';
import type { ContainerLogs } from './containerLogs.ts';
import type { OpenApiDocuments } from './api/openApi.ts';
import type { Store } from './store.ts';

/** What every handler works on. */
export interface DemoCluster {
  readonly store: Store;
  readonly logs: ContainerLogs;
  readonly openApi: OpenApiDocuments;
  readonly clock: Pick<Clock, 'now'>;
}

/** Who the token stands for. It may read everything and write nothing. */
export const demoUser = { username: 'demo', uid: 'demo', groups: ['demo:readers', 'system:authenticated'] } as const;

/** The version of the real server whose answers are given here. */
export const serverVersion = 'v1.36.3';
