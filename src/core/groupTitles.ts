import type { Group } from './group.ts';
import { label, type Label } from './label.ts';

/** What the tools of a group are for: headings of the Capabilities view, and the switches in the settings. */
export const groupTitles: Readonly<Record<Group, Label>> = {
  resources: label('Look around'),
  diagnostics: label('Find out why pods fail'),
  analysis: label('Check the configuration'),
  cluster: label('The cluster and its API'),
  query: label('Query any kind'),
  tracing: label('Follow a request or a history'),
  restarts: label('Pods that restart'),
  performance: label('A slow cluster'),
  remediation: label('Restart, delete, scale, roll back'),
  optimization: label('Waste and cost'),
  security: label('Security'),
  availability: label('High availability'),
};
