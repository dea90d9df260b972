import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MailOpen } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { Badge, Notice } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import { refreshPart } from '../../read-model/sync.ts';
import { usePart } from '../../read-model/use-case.ts';
import { useEditionName } from '../../session/edition-switch.tsx';

const signerTones = { known: 'success', unknown: 'warning', changed: 'danger' } as const;

type Answer = CallOutput<'listAnswers'>['answers'][number];

function OneAnswer({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation();
  const { dateTime, list } = useFormats();
  const nameOf = useEditionName();
  const contested = answer.positions.filter(({ stand }) => stand === 'contested');
  const agreed = answer.positions.filter(({ stand }) => stand === 'agreed');
  return (
    <li className="card release">
      <div className="row-wrap"><Badge>{nameOf(answer.release.edition)} {answer.release.number}</Badge><strong><bdi>{answer.by.name}</bdi></strong><Badge tone={signerTones[answer.by.standing]}>{t(`verification.standing.${answer.by.standing}`)}</Badge><span className="quiet">{dateTime(answer.at)}</span>{answer.countersigned ? <Badge tone="success">{t('releases.answers.countersigned')}</Badge> : null}{contested.length === 0 ? null : <Badge tone="danger">{t('review.stands.contested')}</Badge>}</div>
      <p>{[t('releases.answers.agreed', { count: agreed.length }), t('releases.answers.contested', { count: contested.length }), t('releases.answers.remarks', { count: answer.remarks.length })].join(' · ')}</p>
      {contested.length + answer.remarks.length === 0 ? null : (
        <ul className="release-findings">
          {contested.map(({ exhibit, reason }) => <li key={exhibit}><strong>{exhibit}</strong> {t('review.stands.contested')}{reason === undefined ? null : <>: <bdi>{reason}</bdi></>}</li>)}
          {answer.remarks.map(({ exhibit, page, text }, index) => <li key={index}><strong>{exhibit}</strong>, {t('common.page', { page })}: <bdi>{text}</bdi></li>)}
        </ul>
      )}
      {answer.otherFiles.length === 0 ? null : <Notice tone="danger" title={t('releases.answers.otherFiles', { numbers: list(answer.otherFiles) })}>{t('releases.answers.otherFilesMeans')}</Notice>}
    </li>
  );
}

/** Answers of the other side to releases of this case, and a way to take one in. */
export function ReceivedAnswers({ readOnly }: { readonly readOnly: boolean }) {
  const { t } = useTranslation();
  const { chooseFiles } = useChooser();
  const answers = usePart('answers') ?? [];
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [signer, setSigner] = useState('');
  const take = async (): Promise<void> => {
    const [file] = await chooseFiles('release', false);
    if (file === undefined) return;
    const signers = signer.split('\n').map((line) => line.trim().slice(0, 500)).filter((line) => line !== '');
    const result = await call('takeInAnswer', { file: file.token, ...(signers.length === 0 ? {} : { signers }) });
    setFailure(result.ok ? null : result.failure);
    await refreshPart('answers');
  };
  return (
    <section className="stack-tight" aria-labelledby="received-answers">
      <div className="row"><h2 id="received-answers" className="grow">{t('releases.answers.title')}</h2><Button icon={MailOpen} isDisabled={readOnly} onPress={() => { void take(); }}>{t('releases.answers.take')}</Button></div>
      {readOnly ? null : <details><summary>{t('releases.answers.signer')}</summary><TextField label={t('releases.answers.signerKey')} hint={t('releases.answers.signerHint')} lines={2} mono value={signer} onChange={setSigner} /></details>}
      {failure === null ? null : <FailureNotice failure={failure} />}
      {answers.length === 0 ? <p className="quiet">{t('releases.answers.none')}</p> : <ul className="stack">{[...answers].reverse().map((answer) => <OneAnswer key={answer.id} answer={answer} />)}</ul>}
    </section>
  );
}
