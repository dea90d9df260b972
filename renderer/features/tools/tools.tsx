import { useTranslation } from 'react-i18next';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Combine, Cpu, EyeOff, FileCog, Scale, ScanSearch } from 'lucide-react';
import { AssembleTool } from './assemble-tool.tsx';
import { CheckTool } from './check-tool.tsx';
import { InspectTool } from './inspect-tool.tsx';
import { MachineTool } from './machine-tool.tsx';
import { PlanTool } from './plan-tool.tsx';
import { RedactTool } from './redact-tool.tsx';
import './tools.css';

const tools = [
  { id: 'inspect', icon: ScanSearch, Tool: InspectTool }, { id: 'check', icon: Scale, Tool: CheckTool }, { id: 'redact', icon: EyeOff, Tool: RedactTool },
  { id: 'assemble', icon: Combine, Tool: AssembleTool }, { id: 'plan', icon: FileCog, Tool: PlanTool }, { id: 'machine', icon: Cpu, Tool: MachineTool },
] as const;

/** What can be done with single files, without a case. */
export function Tools() {
  const { t } = useTranslation();
  return (
    <Tabs className="tools" keyboardActivation="manual">
      <TabList className="tool-tabs" aria-label={t('tools.title')}>
        {tools.map(({ id, icon: Icon }) => <Tab key={id} id={id} className="tool-tab"><Icon size={20} strokeWidth={1.6} aria-hidden /><span>{t(`tools.${id}.title`)}</span></Tab>)}
      </TabList>
      {tools.map(({ id, Tool }) => <TabPanel key={id} id={id} className="tool-panel"><Tool /></TabPanel>)}
    </Tabs>
  );
}
