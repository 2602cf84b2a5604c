import { label, type Label } from './label.ts';

/** The nine troubles that the product is for, in the words of somebody who has one. A tool says which of them it helps with. */
export const scenarios = {
  unreachable: label('An application does not answer'),
  restarts: label('Pods keep restarting'),
  slow: label('The cluster is slow'),
  restart: label('A pod needs a restart'),
  scale: label('A workload needs more or fewer replicas'),
  rollback: label('A new version has to go back'),
  cost: label('The cluster costs too much'),
  security: label('Is the cluster secure?'),
  availability: label('Would it survive a failure?'),
} as const satisfies Readonly<Record<string, Label>>;

export type Scenario = keyof typeof scenarios;
