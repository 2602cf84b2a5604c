import { list } from '../../core/rule.ts';
import { event } from '../../kube/kinds/event.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { nodeEvents } from '../nodeEvents.ts';

/** What the rules about endings look at. Without events they still know the runtime's own reasons and the exit codes. */
export const needs = { pods: list(pod) };
export const uses = { events: list(event) };
export const usesNodes = { events: list(event), nodeEvents };
