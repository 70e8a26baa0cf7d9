/** As what somebody sits in a room. Follows from the record; `added` is by hand. */
export const SEAT_ROLES = [
  'lead-deputy', // 领衔代表
  'seconding-deputy', // 附议代表
  'lead-unit', // 主办单位
  'co-unit', // 协办单位
  'separate-unit', // 分办单位
  'reference-unit', // 参阅单位
  'office', // 代表工作机构
  'delegation-deputy', // 代表团代表 (service rooms)
  'service-staff', // 服务人员
  'supervisor', // 督办人员，重点督办期间
] as const;

type SeatRole = (typeof SEAT_ROLES)[number];

const CALLING_ALL: readonly SeatRole[] = [
  'lead-deputy',
  'lead-unit',
  'separate-unit',
  'office',
  'service-staff',
  'supervisor',
];

/** Whether who sits so may call everybody at once; the server decides by its table of powers. */
export const mayCallEveryone = (roles: readonly SeatRole[]): boolean =>
  roles.some((role) => CALLING_ALL.includes(role));
