import type { DepartmentPeople } from '../../../schemas/departments/people.ts';

type Person = DepartmentPeople['inCharge'];

/** Digits and the plus sign alone; an extension is dialled by hand. */
const dialled = (phone: string): string => phone.replace(/转.*$/, '').replaceAll(/[^\d+]/g, '');

/** Whom to call: the person in charge first, then the contacts, each with duty and phone. */
export function PeopleList({ people: { inCharge, contacts } }: { readonly people: DepartmentPeople }) {
  return (
    <ul className="people">
      <PersonLine person={inCharge} kind="负责人" />
      {contacts.map((contact) => (
        <PersonLine key={`${contact.name} ${contact.phone}`} person={contact} kind="联系人" />
      ))}
    </ul>
  );
}

function PersonLine({ person: { name, duty, phone }, kind }: { readonly person: Person; readonly kind: string }) {
  return (
    <li>
      <b>{name}</b> <span className="soft">{kind}</span> {duty} <a href={`tel:${dialled(phone)}`}>{phone}</a>
    </li>
  );
}
