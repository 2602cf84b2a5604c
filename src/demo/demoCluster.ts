import type { Clock } from '../core/ports.ts';
import type { ContainerLogs } from './containerLogs.ts';
import type { OpenApiDocuments } from './api/openApi.ts';
import type { Controllers } from './controllers/controllers.ts';
import type { Store } from './store.ts';

/** What every handler works on. */
export interface DemoCluster {
  readonly store: Store;
  readonly logs: ContainerLogs;
  readonly openApi: OpenApiDocuments;
  readonly clock: Pick<Clock, 'now'>;
  /** Without them only what is written changes. */
  readonly controllers?: Controllers;
}

/** Who a token stands for. */
export interface DemoUser {
  readonly username: string;
  readonly uid: string;
  readonly groups: readonly string[];
  /** Everything may be read by both; media/demo/worlds/rbac.yaml has the roles. */
  readonly mayWrite: boolean;
}

/** Of the kubeconfig that people get. */
export const demoUser: DemoUser = {
  username: 'demo',
  uid: 'demo',
  groups: ['demo:writers', 'system:authenticated'],
  mayWrite: true,
};

/** Of the other kubeconfig: a refusal has to be seen too. */
export const demoReader: DemoUser = {
  username: 'reader',
  uid: 'reader',
  groups: ['demo:readers', 'system:authenticated'],
  mayWrite: false,
};

/** The version of the real server whose answers are given here. */
export const serverVersion = 'v1.36.3';
