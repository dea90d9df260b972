import { useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { Upload } from 'lucide-react';
import { Button } from './button.tsx';
import './file-drop.css';

export interface FileDropProps {
  readonly label: string;
  readonly hint: string;
  readonly chooseLabel: string;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onChoose: () => void;
}

/** Follows files that are dragged over an area and hands over what is dropped on it. */
export function useFileDrop(onFiles: (files: readonly File[]) => void) {
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  return {
    over,
    handlers: {
      onDragEnter: (event: DragEvent) => {
        if (!carriesFiles(event)) return;
        depth.current += 1;
        setOver(true);
      },
      onDragLeave: () => {
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setOver(false);
      },
      onDragOver: (event: DragEvent) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      },
      onDrop: (event: DragEvent) => {
        depth.current = 0;
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length === 0) return;
        event.preventDefault();
        onFiles(files);
      },
    },
  };
}

/** A place to drop a file on, with a button that does the same. */
export function FileDrop({ label, hint, chooseLabel, onFiles, onChoose }: FileDropProps) {
  const { over, handlers } = useFileDrop(onFiles);
  return (
    <div className="file-drop" data-over={over || undefined} {...handlers}>
      <Upload size={26} strokeWidth={1.6} aria-hidden />
      <strong className="break">{label}</strong>
      <span className="quiet small">{hint}</span>
      <Button onPress={onChoose}>{chooseLabel}</Button>
    </div>
  );
}
