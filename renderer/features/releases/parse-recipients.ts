const recipient = /^age1[02-9ac-hj-np-z]{58}$/u;

/** Splits pasted keys into recipients and what is none: one a line; comments of age's own key files are passed over. */
export function parseRecipients(text: string): { readonly recipients: readonly string[]; readonly wrong: readonly string[] } {
  const lines = text.split(/[\n,\s]+/u).map((line) => line.trim());
  const keys = text.split('\n').some((line) => line.startsWith('#'))
    ? text.split('\n').filter((line) => !line.startsWith('#')).flatMap((line) => line.split(/[,\s]+/u))
    : lines;
  const given = [...new Set(keys.filter((key) => key !== ''))];
  return { recipients: given.filter((key) => recipient.test(key)), wrong: given.filter((key) => !recipient.test(key)) };
}
