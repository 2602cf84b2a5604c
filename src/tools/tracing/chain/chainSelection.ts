import type { ObjectRef } from '../../../core/objectRef.ts';
import type { RouteBackend } from '../../../kube/gatewayRoutes.ts';
import type { IngressRoute } from '../../../kube/ingresses.ts';
import type { HTTPRoute } from '../../../kube/kinds/httpRoute.ts';
import type { Ingress } from '../../../kube/kinds/ingress.ts';
import type { Pod } from '../../../kube/kinds/pod.ts';
import type { Service } from '../../../kube/kinds/service.ts';
import type { Labels } from '../../../kube/selectors.ts';

/** The way in, and the one backend of it that the chain follows. */
export type Entry =
  | { readonly type: 'ingress'; readonly ingress: Ingress; readonly route: IngressRoute }
  | { readonly type: 'route'; readonly route: HTTPRoute; readonly backend: RouteBackend };

/** The Service that the chain goes through: the object, or the name of one that is not there. */
export type ServiceStep =
  | { readonly state: 'found'; readonly service: Service }
  | { readonly state: 'absent' | 'unread'; readonly namespace: string; readonly name: string };

/** The workload or pod that a chain was asked for by. */
export interface Backend {
  readonly ref: ObjectRef;
  /** The labels that its pods carry. */
  readonly labels: Labels;
  readonly pod?: Pod;
}

/** What the chain goes through, chosen from the lists. Undefined: there is no such step, or it is not known. */
export interface Selection {
  /** `Service/shop/api` or the URL. */
  readonly start: string;
  readonly scope: { readonly namespace: string; readonly kind?: string; readonly name?: string };
  readonly namespace: string;
  readonly entry?: Entry;
  readonly service?: ServiceStep;
  readonly backend?: Backend;
  /** The port of the Service, by number or name, that is in question. */
  readonly port?: number | string;
  /** The Service itself was asked about and not one port of it: what is wrong with any of them belongs to the answer. */
  readonly everyPort?: true;
  /** Reached by a name of the cluster's own DNS, by one of the world outside, or not by a name. */
  readonly dns?: { readonly host: string; readonly inside: boolean };
  /** Why another way in than the one that was chosen may be the right one. */
  readonly doubt?: string;
  /** Whether the way in from outside belongs to the question. */
  readonly fromOutside: boolean;
  readonly candidates: readonly string[];
  /** `found in namespace shop`, for the headline. */
  readonly note?: string;
}
