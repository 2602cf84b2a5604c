import { isRecord } from '../../../src/core/json.ts';
import { at, listAt, textAt } from '../../unit/demo/demoClient.ts';

type Told = Readonly<Record<string, unknown>>;

/**
 * What a kubelet writes of a pod that is bound to its node. Whatever the world does not tell is as in a pod that runs well: init
 * containers are done, all others run and are ready.
 * @param told `phase`, `reason`, `message`, `conditions` by type, `containers` and `init` by name: what is otherwise
 */
export function kubeletStatus(pod: object, told: Told, address: string): object {
  const since = textAt(pod, 'metadata', 'creationTimestamp');
  const isDone = told.phase === 'Succeeded';
  const done = (containerID: string): object => ({
    terminated: { exitCode: 0, reason: 'Completed', startedAt: since, finishedAt: since, containerID },
  });
  const statusOf = (container: unknown, where: string): Record<string, unknown> => {
    const name = textAt(container, 'name');
    const isInit = where === 'init' && at(container, 'restartPolicy') !== 'Always';
    const own = at(told, where, name);
    const id = `containerd://${'0'.repeat(56)}${Buffer.from(name).toString('hex').slice(0, 8).padEnd(8, '0')}`;
    const runs = !isInit && !isDone;
    const status: Record<string, unknown> = {
      name,
      image: at(container, 'image'),
      imageID: '',
      containerID: id,
      restartCount: 0,
      ready: isInit || runs,
      started: runs,
      state: runs ? { running: { startedAt: since } } : done(id),
      lastState: {},
      ...(isRecord(own) ? own : {}),
    };
    for (const field of ['state', 'lastState']) {
      const ended = at(status, field, 'terminated');
      if (isRecord(ended)) status[field] = { terminated: { containerID: id, ...ended } };
    }
    const waiting = at(status, 'state', 'waiting') !== undefined;
    const ended = at(status, 'state', 'terminated') !== undefined && !isInit;
    if ((waiting || ended) && !(isRecord(own) && 'ready' in own))
      Object.assign(status, { ready: false, started: false });
    return status;
  };
  const init = listAt(pod, 'spec', 'initContainers').map((one) => statusOf(one, 'init'));
  const containers = listAt(pod, 'spec', 'containers').map((one) => statusOf(one, 'containers'));
  const initialized = init.every((one) => one.ready === true || one.started === true);
  const ready = containers.every((one) => one.ready === true) && initialized;
  const gates = listAt(pod, 'spec', 'readinessGates').map((gate) => textAt(gate, 'conditionType'));
  const toldConditions = isRecord(told.conditions) ? told.conditions : {};
  const gatesOpen = gates.every((gate) => at(toldConditions, gate, 'status') === 'True');
  const word = (isTrue: boolean): string => (isTrue ? 'True' : 'False');
  const unready = isDone ? { reason: 'PodCompleted' } : { reason: 'ContainersNotReady' };
  const conditions: Record<string, object> = {
    PodReadyToStartContainers: { status: word(!isDone) },
    Initialized: { status: word(initialized), ...(initialized ? {} : { reason: 'ContainersNotInitialized' }) },
    Ready: {
      status: word(ready && gatesOpen && !isDone),
      ...(ready ? (gatesOpen ? {} : { reason: 'ReadinessGatesNotReady' }) : unready),
    },
    ContainersReady: { status: word(ready && !isDone), ...(ready ? {} : unready) },
    PodScheduled: { status: 'True' },
  };
  for (const [type, own] of Object.entries(toldConditions))
    conditions[type] = { ...conditions[type], ...(isRecord(own) ? own : {}) };
  const ended = told.phase === 'Failed' || isDone;
  return {
    phase: told.phase ?? phaseOf(init, containers),
    ...(told.reason === undefined ? {} : { reason: told.reason }),
    ...(told.message === undefined ? {} : { message: told.message }),
    startTime: since,
    hostIP: '127.0.0.1',
    hostIPs: [{ ip: '127.0.0.1' }],
    ...(ended || told.withoutAddress === true ? {} : { podIP: address, podIPs: [{ ip: address }] }),
    conditions: Object.entries(conditions).map(([type, one]) => ({ type, lastTransitionTime: since, ...one })),
    ...(init.length === 0 ? {} : { initContainerStatuses: init }),
    ...(told.reason === 'Evicted' ? {} : { containerStatuses: containers }),
  };
}

/** Pending until every container has been started once. */
function phaseOf(init: readonly object[], containers: readonly object[]): string {
  const begun = (one: object): boolean =>
    at(one, 'state', 'waiting') === undefined || at(one, 'lastState', 'terminated') !== undefined;
  const initDone = init.every((one) => at(one, 'ready') === true || at(one, 'started') === true);
  return initDone && containers.every(begun) ? 'Running' : 'Pending';
}
