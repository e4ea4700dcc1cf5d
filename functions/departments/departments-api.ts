import { listEvents } from '../../lib/departments/events/list-events.ts';
import { keepHolidays } from '../../lib/departments/holidays/keep-holidays.ts';
import { listHolidays } from '../../lib/departments/holidays/list-holidays.ts';
import { listDepartments } from '../../lib/departments/list-departments.ts';
import { confirmPeople, keepPeople } from '../../lib/departments/people/keep-people.ts';
import { listPeople, readPeople } from '../../lib/departments/people/read-people.ts';
import { readProgress } from '../../lib/departments/progress/read-progress.ts';
import { askQuestion } from '../../lib/departments/questions/ask-question.ts';
import { listQuestions, readQuestion } from '../../lib/departments/questions/read-questions.ts';
import { closeQuestion, replyToQuestion } from '../../lib/departments/questions/reply-to-question.ts';
import { listTasks } from '../../lib/departments/tasks/list-tasks.ts';
import { whoAmI } from '../../lib/departments/who-am-i.ts';
import { departmentPorts } from '../../lib/wiring/departments.ts';
import { holidayPorts } from '../../lib/wiring/holidays.ts';
import { http } from '../../lib/wiring/http.ts';
import { listEventsPorts } from '../../lib/wiring/list-events.ts';
import { peoplePorts } from '../../lib/wiring/people.ts';
import { questionPorts } from '../../lib/wiring/questions.ts';
import { router } from '../../lib/wiring/router.ts';
import { taskPorts } from '../../lib/wiring/tasks.ts';
import { listEventsRoute } from '../../schemas/departments/event-routes.ts';
import { keepHolidaysRoute, listHolidaysRoute } from '../../schemas/departments/holiday-routes.ts';
import {
  confirmPeopleRoute,
  keepPeopleRoute,
  listPeopleRoute,
  readPeopleRoute,
} from '../../schemas/departments/people-routes.ts';
import {
  askQuestionRoute,
  closeQuestionRoute,
  listQuestionsRoute,
  readQuestionRoute,
  replyToQuestionRoute,
} from '../../schemas/departments/question-routes.ts';
import {
  listDepartmentsRoute,
  listTasksRoute,
  readProgressRoute,
  whoAmIRoute,
} from '../../schemas/departments/routes.ts';

export const handler = router(
  http(whoAmIRoute, departmentPorts, whoAmI),
  http(listTasksRoute, taskPorts, listTasks),
  http(listEventsRoute, listEventsPorts, listEvents),
  http(readProgressRoute, taskPorts, readProgress),
  http(listDepartmentsRoute, departmentPorts, listDepartments),
  http(listPeopleRoute, peoplePorts, listPeople),
  http(readPeopleRoute, peoplePorts, readPeople),
  http(keepPeopleRoute, peoplePorts, keepPeople),
  http(confirmPeopleRoute, peoplePorts, confirmPeople),
  http(listHolidaysRoute, holidayPorts, listHolidays),
  http(keepHolidaysRoute, holidayPorts, keepHolidays),
  http(askQuestionRoute, questionPorts, askQuestion),
  http(listQuestionsRoute, questionPorts, listQuestions),
  http(readQuestionRoute, questionPorts, readQuestion),
  http(replyToQuestionRoute, questionPorts, replyToQuestion),
  http(closeQuestionRoute, questionPorts, closeQuestion),
);
