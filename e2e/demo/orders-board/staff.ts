/** Who works in the shop: ids by which `presence-staff` knows the pages. */
export const staff: Readonly<Record<string, { readonly name: string; readonly role: string }>> = {
  amina: { name: 'Amina Diallo', role: 'orders' },
  bjorn: { name: 'Bjørn Hagen', role: 'packing' },
  chiara: { name: 'Chiara Rossi', role: 'accounts' },
  dev: { name: 'Dev Patel', role: 'courier' },
};
