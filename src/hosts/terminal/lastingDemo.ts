/** How a change is tried on the demo cluster: what one command plans, the next one carries out. */
export const lastingDemo =
  'For a demo cluster that stays: kube-sre demo --kubeconfig-out FILE, then --kubeconfig FILE instead of --demo.';
