import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { z } from 'zod';
import {
  closeQuestionRoute,
  listQuestionsRoute,
  readQuestionRoute,
  replyToQuestionRoute,
} from '../../../../schemas/departments/question-routes.ts';
import { maxMessages, type Message, type Question } from '../../../../schemas/departments/question.ts';
import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import { useAction, useRoute } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { Facts } from '../../shared/facts.tsx';
import { Moment } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useDepartments } from '../../shared/use-departments.ts';
import { useDraft } from '../../shared/use-draft.ts';
import { MessageForm } from './message-form.tsx';
import { askingHint, questionStateNames, questionTones } from './names.ts';

const refreshes = [readQuestionRoute, listQuestionsRoute, listTasksRoute];
const Text = z.string();

/** One question with its answers; the unit asks on, the centre answers, both can end it. */
export default function QuestionPage() {
  const { question = '' } = useParams();
  const read = useRoute(readQuestionRoute, { params: { question } });
  return (
    <QueryView query={read} what="提问">
      {(found) => <Thread key={found.id} question={found} />}
    </QueryView>
  );
}

function Thread({ question }: { readonly question: Question }) {
  const { id, department, page, pageTitle, requestId, state, messages } = question;
  const { nameOf } = useDepartments();
  return (
    <>
      <PageHeader
        title={`关于“${pageTitle}”的提问`}
        crumbs={[{ title: '提问', to: '/questions' }]}
        state={<StateTag tone={questionTones[state]}>{questionStateNames[state]}</StateTag>}
      />
      <section className="panel">
        <Facts
          facts={[
            ['单位', nameOf(department)],
            [
              '页面',
              <Link key="page" to={page}>
                {page}
              </Link>,
            ],
            ['请求编号', requestId],
            ['提问编号', id],
          ]}
        />
        <ol className="messages">
          {messages.map((message) => (
            <Said key={message.at} message={message} unit={nameOf(department)} />
          ))}
        </ol>
      </section>
      {state === 'closed' ? <p>这个提问已经结束。如果问题又出现了，请重新提问。</p> : <Reply question={question} />}
    </>
  );
}

function Said({ message: { side, text, name, at }, unit }: { readonly message: Message; readonly unit: string }) {
  return (
    <li>
      <p className="soft">
        {side === 'centre' ? '市政府信息中心' : unit} {name} <Moment iso={at} />
      </p>
      <p className="message">{text}</p>
    </li>
  );
}

function Reply({ question: { id, department, state, messages, lockVersion } }: { readonly question: Question }) {
  const caller = useCaller();
  const isUnit = caller.department.id === department;
  const { draft, keep, forget } = useDraft(`question:${caller.subject}:${id}`, Text, '');
  const reply = useAction(replyToQuestionRoute, { refreshes });
  const close = useAction(closeQuestionRoute, { refreshes });
  const params = { question: id };
  const ending = (
    <Button loading={close.isPending} onClick={() => close.send({ params, body: { lockVersion } })}>
      {isUnit ? '问题已解决，结束提问' : '结束这个提问'}
    </Button>
  );
  return (
    <section className="panel" aria-labelledby="reply-title">
      <h2 id="reply-title">{isUnit ? '继续追问' : '答复'}</h2>
      {isUnit && state === 'open' && <p>信息中心还没有答复，可以补充说明。</p>}
      {messages.length >= maxMessages ? (
        <div className="actions">{ending}</div>
      ) : (
        <MessageForm
          label={isUnit ? '补充或追问' : '答复内容'}
          hint={
            isUnit ? askingHint : '提问单位会在“我的工作”里看到答复。不要写身份证号、手机号、银行卡号和其他个人信息。'
          }
          verb={isUnit ? '提交' : '提交答复'}
          text={draft}
          change={keep}
          send={async () => {
            await reply.act({ params, body: { text: draft, lockVersion } });
            forget();
          }}
          isSending={reply.isPending}
          error={reply.error}
          extra={ending}
        />
      )}
      {close.error !== null && <ProblemNotice error={close.error} />}
    </section>
  );
}
