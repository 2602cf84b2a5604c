import { exitWords } from './exitWords.ts';

const exits = Object.entries(exitWords).map(([code, words]) => `${code} ${words}`);

export const usage = `Usage:
  kube-sre call TOOL [JSON]   call a tool; one JSON object on standard output
      --context NAME          kubeconfig context (default: the current one)
      --kubeconfig FILE       instead of KUBECONFIG and ~/.kube/config
      --demo                  the embedded demo cluster instead of a kubeconfig
      --pretty                indented JSON
      --markdown              the whole report as Markdown instead, for a ticket or a postmortem
      --allow-changes         let the tools that change something make their plan
      --approve DIGEST        do what the plan of this digest says, and nothing else
  kube-sre changes            what was changed, the newest first
      --json                  the journal as it is on the disk
      --check                 whether the chain of the journal is whole
  kube-sre undo ID            take a change back: first the plan, with --allow-changes and --approve as for call
  kube-sre mcp                serve the tools over the Model Context Protocol, on standard input and output
      --context, --kubeconfig, --demo as for call
      --allow-changes         serve the tools that change something too; each asks the client's person
  kube-sre tools [--json]     the tools there are
  kube-sre demo               start the demo cluster; it stays up until Ctrl+C
      --port N                on this port
      --kubeconfig-out FILE   write its kubeconfig here
  kube-sre version

Exit codes: ${exits.join('; ')}.
`;
