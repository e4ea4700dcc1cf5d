import { Button } from 'antd';
import { useContext } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { z } from 'zod';
import { askQuestionRoute, listQuestionsRoute } from '../../../../schemas/departments/question-routes.ts';
import { AskedPage } from '../../../../schemas/departments/question.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { Facts } from '../../shared/facts.tsx';
import { HelpContext } from '../../shared/help-context.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { useDraft } from '../../shared/use-draft.ts';
import { MessageForm } from './message-form.tsx';
import { askingHint } from './names.ts';
import { urgentHint } from './urgent-hint.ts';

const Address = z.object({ about: AskedPage.optional(), request: z.uuid().optional() });
const AskedState = z.object({ pageTitle: z.string().min(1).max(100) });
const Text = z.string();

/** A question about the page that one comes from. */
export default function NewQuestionPage() {
  const { address } = useAddress(Address);
  const { subject } = useCaller();
  const navigate = useNavigate();
  const asked = AskedState.safeParse(useLocation().state);
  const page = address.about ?? '/';
  const pageTitle = asked.success ? asked.data.pageTitle : '平台';
  const { draft, keep, forget } = useDraft(`question:${subject}`, Text, '');
  const ask = useAction(askQuestionRoute, { refreshes: [listQuestionsRoute] });
  const send = async (): Promise<void> => {
    const requestId = address.request === undefined ? {} : { requestId: address.request };
    const { id } = await ask.act({ body: { page, pageTitle, text: draft, ...requestId } });
    forget();
    await navigate(`/questions/${id}`, { replace: true });
  };
  return (
    <>
      <PageHeader title="向信息中心提问" crumbs={[{ title: '提问', to: '/questions' }]}>
        答复会出现在“提问”和“我的工作”里。{urgentHint(useContext(HelpContext))}
      </PageHeader>
      <section className="panel">
        <Facts
          facts={[
            ['关于', pageTitle],
            ['页面', page],
            ['请求编号', address.request],
          ]}
        />
        <MessageForm
          label="您的问题"
          hint={askingHint}
          verb="提交问题"
          text={draft}
          change={keep}
          send={send}
          isSending={ask.isPending}
          error={ask.error}
          extra={<Button onClick={() => void navigate(-1)}>先不提问，返回</Button>}
        />
      </section>
    </>
  );
}
