import type { Block } from '../../core/blocks.ts';
import { label } from '../../core/label.ts';
import { age } from '../../kube/age.ts';
import type { RestartAnalysis } from './analyzePodRestartPattern.ts';
import { causeWords } from './causeWords.ts';
import type { ContainerHistory, ToldEnd } from './restartHistory.ts';
import { namesakesBlock } from '../namesakesBlock.ts';

export function restartPatternView(data: RestartAnalysis): readonly Block[] {
  const { candidates, containers, ends, rollout, name } = data;
  if (candidates !== undefined) return [namesakesBlock(candidates, name)];
  return [
    {
      type: 'facts',
      facts: [
        { label: label('Pods'), value: data.pods },
        { label: label('Window'), value: age(data.windowSeconds * 1000) },
        ...(rollout === undefined
          ? []
          : [
              {
                label: label('Rolled out'),
                value: `${rollout.replicaSet}, ${age(rollout.rolledOutSecondsAgo * 1000)}`,
              },
            ]),
      ],
    },
    {
      type: 'table',
      title: label('Containers'),
      columns: [
        { label: label('Name') },
        { label: label('Type') },
        { label: label('Restarts'), align: 'end' },
        { label: label('Per hour'), align: 'end' },
        { label: label('Pattern') },
        { label: label('Each run') },
        { label: label('Seen'), align: 'end' },
        { label: label('Confidence'), align: 'end' },
      ],
      rows: containers.map(({ name: container, type, restarts, perHour, pattern }) => [
        container,
        type,
        restarts,
        perHour ?? '',
        pattern.name,
        pattern.runSeconds === undefined ? '' : age(pattern.runSeconds * 1000),
        pattern.observations,
        pattern.confidence,
      ]),
    },
    ...endsBlock(ends),
    ...probesBlock(containers),
  ];
}

export function endsBlock(ends: readonly ToldEnd[]): readonly Block[] {
  if (ends.length === 0) return [];
  return [
    {
      type: 'table',
      title: label('Known ends'),
      columns: [
        { label: label('Age'), align: 'end' },
        { label: label('Name') },
        { label: label('Container') },
        { label: label('Reason') },
        { label: label('Ran') },
        { label: label('Cause') },
      ],
      rows: ends.map(({ secondsAgo, pod, container, reason, exitCode, ranSeconds, cause, by }) => [
        secondsAgo === undefined ? '' : age(secondsAgo * 1000),
        pod,
        container,
        `${reason} (${exitCode})`,
        ranSeconds === undefined ? '' : age(ranSeconds * 1000),
        by === undefined ? causeWords[cause] : `${causeWords[cause]}: ${by}`,
      ]),
    },
  ];
}

export function probesBlock(containers: readonly ContainerHistory[]): readonly Block[] {
  const rows = containers.flatMap(({ name, probes }) =>
    probes.map(({ probe, failures, firstSecondsAgo, lastSecondsAgo, lastMessage }) => [
      name,
      probe,
      failures,
      age(firstSecondsAgo * 1000),
      age(lastSecondsAgo * 1000),
      lastMessage,
    ]),
  );
  if (rows.length === 0) return [];
  return [
    {
      type: 'table',
      title: label('Probe failures'),
      columns: [
        { label: label('Container') },
        { label: label('Probe') },
        { label: label('Count'), align: 'end' },
        { label: label('First seen') },
        { label: label('Last seen') },
        { label: label('Message') },
      ],
      rows,
    },
  ];
}
