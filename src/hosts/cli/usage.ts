import { exitWords } from './exitWords.ts';

const exits = Object.entries(exitWords).map(([code, words]) => `${code} ${words}`);

export const usage = `Usage:
  kube-sre call TOOL [JSON]   call a tool; one JSON object on standard output
      --context NAME          kubeconfig context (default: the current one)
      --kubeconfig FILE       instead of KUBECONFIG and ~/.kube/config
      --demo                  the embedded demo cluster instead of a kubeconfig
      --pretty                indented JSON
  kube-sre mcp                serve the tools over the Model Context Protocol, on standard input and output
      --context, --kubeconfig, --demo as for call
  kube-sre tools [--json]     the tools there are
  kube-sre demo               start the demo cluster; it stays up until Ctrl+C
      --port N                on this port
      --kubeconfig-out FILE   write its kubeconfig here
  kube-sre version

Exit codes: ${exits.join('; ')}.
`;
