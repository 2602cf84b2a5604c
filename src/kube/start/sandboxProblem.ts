export type SandboxProblem = 'addresses' | 'network' | 'image' | 'runtimeHandler' | 'runtime' | 'other';

/**
 * Of the address range the words of host-local (`no IP addresses available in range set`), of the VPC plugin of AWS (`failed to assign an
 * IP address to container`), of Cilium (`range is full`, `No more IPs available`), Calico (`no configured Calico pools`, `no more free
 * affine blocks`) and Azure (`No available addresses`). Sources: plugins/ipam/host-local in github.com/containernetworking/plugins,
 * ipamd of github.com/aws/amazon-vpc-cni-k8s, pkg/ipam of github.com/cilium/cilium, libcalico-go/lib/ipam of
 * github.com/projectcalico/calico; sandbox and image in internal/cri/server/sandbox_run.go of github.com/containerd/containerd.
 */
const words: readonly (readonly [SandboxProblem, RegExp])[] = [
  [
    'addresses',
    /no (more |free |available )?(ip )?address(es)? (is |are )?(available|left)|no (more|free|available) (ip )?(addresses|ips?)\b|range is full|failed to assign an IP address|insufficient.{0,30}\b(ip|address)|no configured calico pools|no more free affine blocks|ip(am)? (pool|range).{0,40}(exhausted|full)/i,
  ],
  [
    'runtimeHandler',
    /no runtime for .{1,80} is configured|RuntimeHandler .{1,80} not supported|RuntimeClass .{1,80} not found/i,
  ],
  ['runtime', /dial unix \S*(containerd|crio|docker|cri)\S*sock|transport: error while dialing/i],
  ['image', /failed to (get|pull|inspect) (sandbox|pause) image|creating pod sandbox .{1,200}pulling image/i],
  [
    'network',
    /\bcni\b|network for sandbox|network plugin|networkplugin|network is not ready|set up pod .{0,200}network/i,
  ],
];

export function sandboxProblem(message: string): SandboxProblem {
  return words.find(([, pattern]) => pattern.test(message))?.[0] ?? 'other';
}
