import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { DelegationId, UnitId } from '../../../shared/ids.ts';
import { excludingRoles, PERSON_ROLES, type PersonRole } from '../../../shared/people.ts';
import type { PersonRow } from '../../org/index.ts';
import { folded, namesIn } from '../cells.rules.ts';
import type { Planned } from '../refusals.rules.ts';
import type { RowCells } from '../row-cells.rules.ts';

/** A person and, when the file gives one, the account name. */
export interface PersonWithLogin extends PersonRow {
  readonly login: string | null;
}

/** What a person's row is read against. */
export interface PersonSurroundings {
  unit(name: string): UnitId | null;
  delegation(name: string): DelegationId | null;
  nearestUnits(name: string): string[];
  nearestDelegations(name: string): string[];
  /** A code that a certificate number always leads to and that does not lead back to it. */
  codeOfCertificate(certificate: string): string;
}

const ROLE_NAMES: Readonly<Record<PersonRole, readonly string[]>> = {
  deputy: ['代表', '人大代表', 'deputy'],
  'unit-contact': ['单位联系人', '联系人', '承办单位联系人', '经办人', '承办人', 'unit-contact', 'contact'],
  'unit-leader': ['单位负责人', '负责人', '承办单位负责人', '分管领导', '领导', 'unit-leader', 'leader'],
  'service-staff': ['服务人员', '代表团服务人员', '代表团工作人员', '工作人员', 'service-staff', 'staff'],
  office: ['代表工作机构', '办公室', '联络局', '代表联络部门', '代工委', '人代工委', 'office'],
  coordinator: ['分办协调', '政府办公厅', '政府办公室', 'coordinator'],
  committee: ['专委会', '专门委员会', '督办委员会', 'committee'],
  'delegation-head': ['团长', '代表团团长', 'delegation-head'],
  statistics: ['统计只读', '统计', 'statistics'],
  administrator: ['系统管理员', '管理员', 'administrator', 'admin'],
  auditor: ['审计管理员', '审计员', 'auditor'],
};

/** Reads a person. Without 角色: a deputy if of a delegation, a contact if of a unit. */
export function personRow(cells: RowCells, known: PersonSurroundings): Planned<PersonWithLogin> {
  const name = cells.get('name').replace(/\s+/g, /[A-Za-z]/.test(cells.get('name')) ? ' ' : '');
  if (name === '') cells.refuse('NO_NAME', 'name');
  const roles = rolesOf(cells, cells.get('delegation') !== '');
  const unitId = unitOf(cells, roles, known);
  const delegationId = delegationOf(cells, known);
  refuseMissingPlace(cells, roles);
  const certificate = cells.get('certificate').normalize('NFKC').replace(/\s/g, '') || null;
  return cells.done({
    code:
      cells.get('code') ||
      (certificate === null ? derivedCode(cells, name, roles) : known.codeOfCertificate(certificate)),
    name,
    title: cells.given('title'),
    roles,
    unitId,
    delegationId,
    onDuty: cells.has('onDuty') ? cells.yesNo('onDuty', false) : undefined,
    phone: cells.has('phone') ? phoneOf(cells) : undefined,
    certificate: cells.has('certificate') ? certificate : undefined,
    email: cells.has('email') ? emailOf(cells) : undefined,
    login: cells.get('login') || null,
  });
}

/** The column may hold where a deputy works: only those who stand for a unit need it to be a handling unit. */
function unitOf(cells: RowCells, roles: readonly PersonRole[], known: PersonSurroundings): UnitId | null {
  const name = cells.get('unit');
  const id = name === '' ? null : known.unit(name);
  if (name !== '' && id === null && standsForUnit(roles))
    cells.refuse('UNKNOWN_UNIT', 'unit', { name, nearest: known.nearestUnits(name) });
  return id;
}

function delegationOf(cells: RowCells, known: PersonSurroundings): DelegationId | null {
  const name = cells.get('delegation');
  const id = name === '' ? null : known.delegation(name);
  if (name !== '' && id === null)
    cells.refuse('UNKNOWN_DELEGATION', 'delegation', { name, nearest: known.nearestDelegations(name) });
  return id;
}

function rolesOf(cells: RowCells, ofDelegation: boolean): PersonRole[] {
  const said = namesIn(cells.get('roles'), () => false);
  if (said.length === 0) return [ofDelegation ? 'deputy' : 'unit-contact'];
  const roles = said.flatMap((text) => {
    const role = PERSON_ROLES.find((r) => ROLE_NAMES[r].some((name) => folded(name) === folded(text)));
    if (role === undefined) cells.refuse('BAD_ROLE', 'roles', { text, known: PERSON_ROLES.map(nameOfRole) });
    return role === undefined ? [] : [role];
  });
  const by = excludingRoles(roles).map(nameOfRole);
  if (by.length > 0) cells.refuse('ROLES_EXCLUDE', 'roles', { by });
  return PERSON_ROLES.filter((role) => roles.includes(role));
}

const nameOfRole = (role: PersonRole): string => ROLE_NAMES[role][0] ?? role;

const standsForUnit = (roles: readonly PersonRole[]): boolean =>
  roles.includes('unit-contact') || roles.includes('unit-leader');

function refuseMissingPlace(cells: RowCells, roles: readonly PersonRole[]): void {
  if (standsForUnit(roles) && cells.get('unit') === '')
    cells.refuse('NO_PLACE', cells.has('unit') ? 'unit' : null);
  if (roles.includes('service-staff') && cells.get('delegation') === '')
    cells.refuse('NO_PLACE', cells.has('delegation') ? 'delegation' : null);
}

/** Digits with an optional country code; spaces and hyphens are only there to be read. */
function phoneOf(cells: RowCells): string | null {
  const phone = cells
    .get('phone')
    .normalize('NFKC')
    .replace(/[\s()-]/g, '');
  if (phone === '') return null;
  if (!/^\+?\d{7,15}$/.test(phone)) cells.refuse('BAD_PHONE', 'phone');
  return phone;
}

const email = z.email().check(z.maxLength(254)); // RFC 5321 4.5.3.1.3

function emailOf(cells: RowCells): string | null {
  const text = cells.get('email').normalize('NFKC').replaceAll(/\s/g, '');
  if (text === '') return null;
  if (!email.safeParse(text).success) cells.refuse('BAD_EMAIL', 'email');
  return text;
}

/** First letter of codes that only name and place gave. */
const DERIVED = 'p-';

/** True when the file gave no code: two people of one name and place then cannot be told apart. */
export const isDerivedCode = (code: string): boolean => code.startsWith(DERIVED);

/** The same row gives the same code in every import. */
function derivedCode(cells: RowCells, name: string, roles: readonly PersonRole[]): string {
  const said = [folded(name), folded(cells.get('unit')), folded(cells.get('delegation')), ...roles];
  return `${DERIVED}${createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 10)}`;
}
