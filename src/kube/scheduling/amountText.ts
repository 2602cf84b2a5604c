const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];

/** Thousandths of a CPU, bytes or pieces, as people write them: `250m`, `1.5Gi`, `2`. */
export function amountText(resource: string, amount: number): string {
  if (resource === 'cpu') return amount % 1000 === 0 ? String(amount / 1000) : `${amount}m`;
  if (!(resource === 'memory' || resource === 'ephemeral-storage' || resource.startsWith('hugepages-')))
    return String(amount);
  let step = 0;
  let value = amount;
  while (value >= 1024 && step < binary.length - 1) {
    value /= 1024;
    step++;
  }
  return `${Number(value.toFixed(value < 10 ? 2 : 1))}${binary[step] ?? ''}`;
}
