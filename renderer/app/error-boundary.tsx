import { Component } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { call, failureOf } from '../engine-client.ts';

interface State {
  readonly error: Error | null;
  readonly reference: string | undefined;
}

function Broken({ error, reference, onRetry }: { readonly error: Error; readonly reference: string | undefined; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <main className="broken">
      <FailureNotice failure={failureOf(error)} reference={reference} actions={<Button onPress={onRetry}>{t('common.retry')}</Button>} />
    </main>
  );
}

/** Catches what went wrong in the window, reports it without content, and says what is safe. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null, reference: undefined };

  static getDerivedStateFromError(error: Error): Partial<State> {
    return { error };
  }

  override componentDidCatch(error: Error): void {
    const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line)).join('\n').slice(0, 4000);
    void call('reportWindowError', { name: error.name.slice(0, 100), stack: places }).then((result) => {
      if (result.ok) this.setState({ reference: result.value.reference });
    });
  }

  override render(): ReactNode {
    const { error, reference } = this.state;
    if (error === null) return this.props.children;
    return <Broken error={error} reference={reference} onRetry={() => { this.setState({ error: null, reference: undefined }); }} />;
  }
}
