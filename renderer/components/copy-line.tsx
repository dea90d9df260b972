import { useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { IconButton } from './button.tsx';

/** A line of text that is meant to be copied elsewhere. */
export function CopyLine({ text, copyLabel, copiedLabel }: { readonly text: string; readonly copyLabel: string; readonly copiedLabel: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <span className="copy-line">
      <code className="break" dir="ltr">{text}</code>
      <IconButton small label={copied ? copiedLabel : copyLabel} icon={copied ? Check : Copy} onPress={() => { void navigator.clipboard.writeText(text).then(() => { setCopied(true); }, () => { setCopied(false); }); }} />
    </span>
  );
}
