import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton, Collection, DropIndicator, ListLayout, Tree, TreeItem, TreeItemContent, useDragAndDrop, Virtualizer } from 'react-aria-components';
import type { Key } from 'react-aria-components';
import { ArrowDown, ArrowDownUp, ArrowUp, ChevronRight, FileText, FolderOpen, GripVertical, Languages, Pencil, Trash2 } from 'lucide-react';
import type { Bundle } from '../../../shared/case-model/bundle.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { IconButton } from '../../components/button.tsx';
import { ActionMenu } from '../../components/menu.tsx';
import { Badge } from '../../components/notice.tsx';
import type { DocumentRow } from '../../read-model/database.ts';
import type { BundlePages } from './use-bundle.ts';
import { placed, placeOf, sectionMoved, sectionSorted, sortKeys, stepped, without } from './bundle-moves.ts';
import type { SortKey } from './bundle-moves.ts';

export const documentDrag = 'application/x-custodia-document';

interface Node {
  readonly id: string;
  readonly kind: 'section' | 'exhibit' | 'translation';
  readonly title: string;
  readonly exhibit?: string | undefined;
  readonly pages: string;
  readonly children: readonly Node[];
}

export interface BundleTreeProps {
  readonly bundle: Bundle;
  readonly documents: ReadonlyMap<string, DocumentRow>;
  readonly translationsOf: ReadonlyMap<string, readonly string[]>;
  readonly pages: BundlePages | null;
  readonly readOnly: boolean;
  readonly onChange: (bundle: Bundle) => void;
  readonly onRename: (section: number) => void;
  readonly onOpen: (document: string) => void;
}

const sectionKey = (index: number): string => `section:${String(index)}`;
const sectionOf = (key: Key): number | undefined => (String(key).startsWith('section:') ? Number(String(key).slice('section:'.length)) : undefined);

function useNodes({ bundle, documents, translationsOf, pages }: BundleTreeProps): readonly Node[] {
  const places = new Map((pages?.entries ?? []).map((entry) => [entry.document as string, entry]));
  const span = (id: string): string => {
    const entry = places.get(id);
    if (pages === null) return documents.get(id)?.pages.toString() ?? '';
    return entry === undefined ? '' : entry.firstPage === entry.lastPage ? String(entry.firstPage) : `${String(entry.firstPage)}–${String(entry.lastPage)}`;
  };
  const node = (id: string, kind: Node['kind']): Node => {
    const row = documents.get(id);
    return { id, kind, title: row?.title ?? id, exhibit: row?.exhibit, pages: span(id), children: kind === 'exhibit' ? (translationsOf.get(id) ?? []).map((translation) => node(translation, 'translation')) : [] };
  };
  return bundle.sections.map((section, index) => ({ id: sectionKey(index), kind: 'section', title: section.title, pages: '', children: section.entries.map((entry) => node(entry, 'exhibit')) }));
}

/** Where a drop before, on or after a row puts documents. */
function dropPlace(bundle: Bundle, key: Key, position: 'before' | 'on' | 'after') {
  const section = sectionOf(key);
  if (section !== undefined) {
    if (position === 'before' && section > 0) return { section: section - 1, index: bundle.sections[section - 1]?.entries.length ?? 0 };
    return { section, index: position === 'on' ? bundle.sections[section]?.entries.length ?? 0 : 0 };
  }
  const at = placeOf(bundle, String(key));
  return at === undefined ? undefined : { section: at.section, index: at.index + (position === 'after' ? 1 : 0) };
}

// Only what is in view is in the page: a bundle may have thousands of exhibits.
const treeLayout = { estimatedRowHeight: 38, padding: 8 };

const icons = { section: FolderOpen, exhibit: FileText, translation: Languages } as const;

/** The bundle as a tree: sections, exhibits, translations folded under their originals; moved by drag, by buttons and by Alt and arrows. */
export function BundleTree(props: BundleTreeProps) {
  const { t, i18n: { language } } = useTranslation();
  const { bundle, readOnly, onChange, onRename, onOpen } = props;
  const nodes = useNodes(props);
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: readOnly,
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key), ...(sectionOf(key) === undefined ? { [documentDrag]: String(key) } : {}) })),
    acceptedDragTypes: [documentDrag],
    getDropOperation: (target, types) => (types.has(documentDrag) && target.type === 'item' && (target.dropPosition !== 'on' || sectionOf(target.key) !== undefined) ? 'move' : types.has(documentDrag) ? 'cancel' : 'move'),
    onMove: ({ keys, target }) => {
      const [first] = keys;
      const from = first === undefined ? undefined : sectionOf(first);
      if (from !== undefined) {
        const to = sectionOf(target.key) ?? placeOf(bundle, String(target.key))?.section;
        if (to !== undefined) onChange(sectionMoved(bundle, from, target.dropPosition === 'before' ? to : to + 1));
        return;
      }
      const at = dropPlace(bundle, target.key, target.dropPosition);
      const moving = [...keys].map(String).filter((key) => placeOf(bundle, key) !== undefined) as DocumentId[];
      if (at !== undefined && moving.length > 0) onChange(placed(bundle, moving, at));
    },
    onInsert: ({ items, target }) => { void take(items, target.key, target.dropPosition); },
    onItemDrop: ({ items, target, isInternal }) => { if (!isInternal) void take(items, target.key, 'on'); },
    renderDropIndicator: (target) => <DropIndicator target={target} className="drop-indicator" />,
  });
  const take = async (items: readonly { readonly kind: string }[], key: Key, position: 'before' | 'on' | 'after'): Promise<void> => {
    const texts = items.filter((item): item is { kind: 'text'; getText: (type: string) => Promise<string> } => item.kind === 'text');
    const ids = await Promise.all(texts.map((item) => item.getText(documentDrag)));
    const at = dropPlace(bundle, key, position);
    if (at !== undefined) onChange(placed(bundle, ids as DocumentId[], at));
  };
  const move = (node: Node, direction: 1 | -1): void => {
    const section = sectionOf(node.id);
    if (section !== undefined) onChange(sectionMoved(bundle, section, direction === 1 ? section + 2 : section - 1));
    else onChange(stepped(bundle, node.id as DocumentId, direction));
  };
  const sort = (section: number, by: SortKey): void => {
    onChange(sectionSorted(bundle, section, (id) => {
      const row = props.documents.get(id);
      return by === 'date' ? row?.source.collectedAt : by === 'exhibit' ? row?.exhibit : row?.title;
    }, language));
  };
  const remove = (node: Node): void => {
    const section = sectionOf(node.id);
    onChange(section === undefined ? without(bundle, [node.id]) : { ...bundle, sections: bundle.sections.filter((_, index) => index !== section) });
  };
  const onKeyDownCapture = (event: KeyboardEvent): void => {
    if (readOnly || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    const key = (event.target as Element).closest<HTMLElement>('[data-node]')?.dataset['node'];
    const node = nodes.flatMap((section) => [section, ...section.children]).find(({ id }) => id === key);
    if (node === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(node, event.key === 'ArrowDown' ? 1 : -1);
  };
  const render = (node: Node) => {
    const Icon = icons[node.kind];
    const fixed = node.kind === 'translation';
    return (
      <TreeItem id={node.id} textValue={node.title} className="bundle-item" data-kind={node.kind} data-node={node.id}>
        <TreeItemContent>
          {({ hasChildItems, isExpanded }) => (
            <div className="bundle-row">
              {fixed || readOnly ? <span className="bundle-grip" /> : <AriaButton slot="drag" className="bundle-grip" aria-label={t('bundle.drag', { title: node.title })}><GripVertical size={15} aria-hidden /></AriaButton>}
              {hasChildItems ? <AriaButton slot="chevron" className="bundle-chevron" data-expanded={isExpanded || undefined} aria-label={t('bundle.expand')}><ChevronRight size={15} className="mirrored" aria-hidden /></AriaButton> : <span className="bundle-chevron" />}
              <Icon size={16} aria-hidden />
              {node.exhibit === undefined || fixed ? null : <Badge tone="accent">{node.exhibit}</Badge>}
              {node.kind === 'section'
                ? <span className="grow truncate bundle-title"><bdi>{node.title}</bdi><span className="quiet"> · {t('bundle.exhibits', { count: node.children.length })}</span></span>
                : <span className="grow truncate bundle-title" dir="auto">{node.title}</span>}
              {node.pages === '' ? null : <span className="quiet small number">{props.pages === null ? t('common.pages', { count: Number(node.pages) }) : t('bundle.pagesShort', { pages: node.pages })}</span>}
              {fixed ? <span className="small quiet">{t('bundle.follows')}</span> : (
                <span className="bundle-actions">
                  {node.kind !== 'section' || node.children.length < 2 ? null : (
                    <ActionMenu
                      label={t('bundle.sort.action', { title: node.title })} trigger={<IconButton small label={t('bundle.sort.action', { title: node.title })} icon={ArrowDownUp} isDisabled={readOnly} />}
                      actions={sortKeys.map((by) => ({ id: by, label: t(`bundle.sort.${by}`), onAction: () => { sort(sectionOf(node.id) ?? 0, by); } }))}
                    />
                  )}
                  <IconButton small label={t('bundle.up', { title: node.title })} icon={ArrowUp} isDisabled={readOnly} onPress={() => { move(node, -1); }} />
                  <IconButton small label={t('bundle.down', { title: node.title })} icon={ArrowDown} isDisabled={readOnly} onPress={() => { move(node, 1); }} />
                  {node.kind === 'section' ? <IconButton small label={t('bundle.rename', { title: node.title })} icon={Pencil} isDisabled={readOnly} onPress={() => { onRename(sectionOf(node.id) ?? 0); }} /> : null}
                  <IconButton small label={t('bundle.takeOut', { title: node.title })} icon={Trash2} isDisabled={readOnly} onPress={() => { remove(node); }} />
                </span>
              )}
            </div>
          )}
        </TreeItemContent>
        <Collection items={node.children}>{render}</Collection>
      </TreeItem>
    );
  };
  return (
    <div className="bundle-tree-box" onKeyDownCapture={onKeyDownCapture}>
      <Virtualizer layout={ListLayout} layoutOptions={treeLayout}>
        <Tree
          className="bundle-tree" aria-label={t('bundle.tree')} items={nodes} defaultExpandedKeys={nodes.flatMap((section) => [section.id, ...section.children.map(({ id }) => id)])}
          selectionMode="multiple" selectionBehavior="replace" dragAndDropHooks={dragAndDropHooks} onAction={(key) => { if (sectionOf(key) === undefined) onOpen(String(key)); }}
          dependencies={[bundle, props.pages, readOnly, props.documents]}
        >
          {render}
        </Tree>
      </Virtualizer>
    </div>
  );
}
