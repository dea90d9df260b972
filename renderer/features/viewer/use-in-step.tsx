import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { PageSize, Rect } from '../../../shared/geometry.ts';
import { call } from '../../engine-client.ts';
import { anchorsOf, linksAtMarks, linksOf, placeInStep, placeOfLink, rectsOfLinks, sentenceAt, stepToLink } from './in-step.ts';
import type { AlignedSide, Alignment } from './in-step.ts';
import { readPageSizes } from './page-sizes.ts';
import { SentenceLayer } from './sentence-layer.tsx';
import type { ViewedPlace, ViewerHandle } from './viewer.tsx';

export interface InStep {
  /** Whether sentences are linked; pages run in step by their numbers where not. */
  readonly linked: boolean;
  /** Says that a person is at work on this side: the other follows it. */
  readonly lead: (side: AlignedSide) => void;
  readonly onView: (side: AlignedSide, page: number, fraction: number) => void;
  /** Brings the side that follows to where it belongs, once its pages are there. */
  readonly follow: () => void;
  readonly overlay: (side: AlignedSide, place: ViewedPlace) => ReactNode;
  /** Goes to the next or previous linked sentence, on both sides. */
  readonly step: (direction: 1 | -1) => void;
}

interface PairOfDocuments {
  readonly original: string;
  readonly translation: string;
}

/** What was marked on one side when the two were opened beside each other. */
interface MarkedPlace {
  readonly side: AlignedSide;
  readonly page: number;
  readonly rects: readonly Rect[];
}

function usePair(pair: PairOfDocuments | null): { readonly alignment: Alignment | null; readonly sizes: Readonly<Record<AlignedSide, readonly PageSize[]>> | null } {
  const [state, setState] = useState<{ readonly alignment: Alignment; readonly sizes: Readonly<Record<AlignedSide, readonly PageSize[]>> } | null>(null);
  const [original, translation] = [pair?.original, pair?.translation];
  useEffect(() => {
    setState(null);
    if (original === undefined || translation === undefined) return undefined;
    let stale = false;
    void Promise.all([call('getAlignment', { translation: translation as DocumentId }), readPageSizes(original), readPageSizes(translation)]).then(([alignment, own, other]) => {
      if (stale || !alignment.ok || !own.ok || !other.ok || alignment.value.original.document !== original) return;
      setState({ alignment: alignment.value, sizes: { original: own.value, translation: other.value } });
    });
    return () => { stale = true; };
  }, [original, translation]);
  return { alignment: state?.alignment ?? null, sizes: state?.sizes ?? null };
}

/** Keeps an original and its translation in step by their linked sentences: scrolled, under the pointer, selected, and by keys, which go on from what is chosen or was `marked`. */
export function useInStep(pair: PairOfDocuments | null, viewers: Readonly<Record<AlignedSide, RefObject<ViewerHandle | null>>>, marked?: MarkedPlace): InStep {
  const { alignment, sizes } = usePair(pair);
  const anchors = useMemo(() => (alignment === null || sizes === null ? [] : anchorsOf(alignment, sizes)), [alignment, sizes]);
  const leader = useRef<AlignedSide>('original');
  const view = useRef<{ readonly page: number; readonly fraction: number } | null>(null);
  const [hovered, setHovered] = useState<readonly number[]>([]);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const start = useRef(marked);
  useEffect(() => {
    const from = start.current;
    if (alignment === null || from === undefined) return;
    start.current = undefined;
    setChosen(linksAtMarks(alignment, from.side, from));
  }, [alignment]);
  const otherOf = (side: AlignedSide): AlignedSide => (side === 'original' ? 'translation' : 'original');
  const linksAt = (side: AlignedSide, page: number, points: readonly (readonly [number, number])[]): readonly number[] => {
    if (alignment === null) return [];
    const sentences = points.flatMap(([x, y]) => sentenceAt(alignment, side, { page, x, y }) ?? []);
    return linksOf(alignment, side, [...new Set(sentences)]);
  };
  const show = (side: AlignedSide, link: number | undefined): void => {
    const place = alignment === null || link === undefined ? undefined : placeOfLink(alignment, side, link);
    if (place !== undefined) viewers[side].current?.toPage(place.page, place.top);
  };
  const follow = (): void => {
    if (view.current === null) return;
    const { page, fraction } = view.current;
    const other = viewers[otherOf(leader.current)].current;
    const at = anchors.length === 0 ? page - 1 + fraction : placeInStep(anchors, leader.current, page - 1 + fraction);
    other?.toPlace(Math.floor(at) + 1, at - Math.floor(at));
  };
  const latest = useRef(follow);
  useEffect(() => { latest.current = follow; });
  useEffect(() => { latest.current(); }, [anchors]);
  return {
    linked: alignment !== null,
    lead: (side) => { leader.current = side; },
    follow,
    onView: (side, page, fraction) => {
      if (leader.current !== side) return;
      view.current = { page, fraction };
      follow();
    },
    overlay: (side, { page, scale }) => (alignment === null ? null : (
      <SentenceLayer
        scale={scale} hovered={rectsOfLinks(alignment, side, hovered.filter((link) => !chosen.includes(link)), page)} chosen={rectsOfLinks(alignment, side, chosen, page)}
        onPoint={(point) => {
          const next = point === null ? [] : linksAt(side, page, [point]);
          setHovered((known) => (known.length === next.length && known.every((link, index) => link === next[index]) ? known : next));
        }}
        onChoose={(points) => {
          const next = linksAt(side, page, points);
          setChosen(next);
          show(otherOf(side), next[0]);
        }}
      />
    )),
    step: (direction) => {
      const next = alignment === null ? undefined : stepToLink(alignment, leader.current, direction, { chosen, view: view.current });
      if (next === undefined) return;
      setChosen([next]);
      show(otherOf(leader.current), next);
      show(leader.current, next);
    },
  };
}
