const longestName = 200;

/**
 * Makes the name of a file inside another one harmless: no drive, no folder above its own, no control or direction-changing characters.
 * Folders stay, joined by `/`. `fallback` stands where nothing is left.
 */
export function safeChildName(name: string, fallback: string): string {
  const parts = name
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f\u0080-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replaceAll('\\', '/')
    .replace(/^[A-Za-z]:/, '')
    .split('/')
    .map((part) => part.trim().replace(/[<>:"|?*]/g, '_').replace(/[. ]+$/, ''))
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  const joined = parts.join('/');
  if (joined === '') return fallback;
  return joined.length > longestName ? shorten(joined) : joined;
}

function shorten(name: string): string {
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  // A surrogate or a slash left alone at the cut goes too.
  return name.slice(0, longestName - extension.length).replace(/[\ud800-\udbff/]$/, '') + extension;
}
