import type { Block } from '../../core/blocks.ts';
import { label } from '../../core/label.ts';
import { namesakesBlock } from '../namesakesBlock.ts';
import type { ScalingProgress } from './progressData.ts';

export function progressView(data: ScalingProgress): readonly Block[] {
  const { namespace, name, phase, pace, desired, updated, ready, available, kubectl, refused, candidates } = data;
  if (candidates !== undefined) return [namesakesBlock(candidates, name)];
  return [
    {
      type: 'facts',
      facts: [
        { label: label('Phase'), value: pace === undefined ? phase : `${phase} · ${pace}` },
        { label: label('Updated'), value: `${updated}/${desired}` },
        { label: label('Ready'), value: `${ready}/${desired}` },
        { label: label('Available'), value: `${available}/${desired}` },
        { label: label('Followed for'), value: `${data.followedSeconds} s` },
        ...(kubectl === '' ? [] : [{ label: label('kubectl would say'), value: kubectl }]),
        ...(refused === undefined ? [] : [{ label: label('The server refuses'), value: refused }]),
      ],
    },
    {
      type: 'table',
      title: label('Steps'),
      columns: [
        { label: label('After'), align: 'end' },
        { label: label('Phase') },
        { label: label('Pods'), align: 'end' },
        { label: label('Updated'), align: 'end' },
        { label: label('Ready'), align: 'end' },
        { label: label('Available'), align: 'end' },
      ],
      rows: data.steps.map((step) => [
        `${step.afterSeconds} s`,
        step.phase,
        step.made,
        step.updated,
        step.ready,
        step.available,
      ]),
    },
    {
      type: 'table',
      title: label('New pods that are not ready'),
      columns: [
        { label: label('Pod') },
        { label: label('Status') },
        { label: label('Restarts'), align: 'end' },
        { label: label('Node') },
        { label: label('Cause') },
      ],
      rows: data.pods.map((pod) => [
        { text: pod.name, object: { apiVersion: 'v1', kind: 'Pod', namespace, name: pod.name } },
        { text: pod.status, tone: pod.starting ? 'quiet' : 'warning' },
        pod.restarts,
        pod.node ?? '',
        pod.message ?? '',
      ]),
    },
  ];
}
