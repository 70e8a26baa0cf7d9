import type { Catalogue } from './catalogue.rules.ts';

/** 提醒用语：对代表只请、不催；对单位说清谁、什么事、最迟哪天。 */
export const zhCN: Catalogue = {
  rules: {
    R2: {
      title: '请签收{which}',
      open: '{suggestion}已交办{unit}，还没有签收。请签收，最迟{due}。',
      today: '{suggestion}已交办{unit}，还没有签收。今天是签收的最后一天。',
      late: '{suggestion}已交办{unit}，签收期限是{due}，已过{days}，还没有签收。请尽快签收。',
      many: {
        title: '有{count}件建议等待签收',
        text: '{unit}有{count}件建议还没有签收，最早的是{suggestion}。请逐件签收。',
      },
    },
    R3: {
      title: '请确定{which}的联系人',
      open: '{unit}还没有确定{suggestion}的联系人。请填写联系人，方便代表联系，最迟{due}。',
      late: '{unit}还没有确定{suggestion}的联系人，期限是{due}。请填写联系人，方便代表联系。',
      many: {
        title: '有{count}件建议没有联系人',
        text: '{unit}有{count}件建议还没有确定联系人，最早的是{suggestion}。请填写联系人。',
      },
    },
    R4: {
      title: '{which}的退办期限将到',
      open: '{suggestion}如不属于{unit}的职责，请在退办期限{due}以前提出申请；属于的，请签收办理。',
      today: '今天是{unit}申请退办{suggestion}的最后一天。不申请的，请签收办理。',
      late: '{suggestion}的退办期限{due}已过，请{unit}签收办理。',
      many: {
        title: '有{count}件建议的退办期限将到',
        text: '{unit}有{count}件建议的退办期限将到，最早的是{suggestion}。不属于职责的请提出申请，其他请签收。',
      },
    },
    R5: {
      title: '请审核{which}的退办申请',
      open: '{unit}申请退办{suggestion}，等待审核。请审核，最迟{due}。',
      today: '{unit}申请退办{suggestion}，等待审核。今天是审核的最后一天。',
      late: '{unit}申请退办{suggestion}，审核期限是{due}，已过{days}。请尽快审核。',
      many: {
        title: '有{count}件退办申请待审核',
        text: '有{count}件退办申请等待审核，最早的是{suggestion}。',
      },
    },
    R6: {
      title: '请为{which}进行{phase}',
      open: '{suggestion}还没有{phase}的记录。请{unit}联系领衔代表，听取意见后登记，最迟{due}。',
      today: '{suggestion}还没有{phase}的记录，今天是最后一天。请{unit}联系领衔代表，听取意见后登记。',
      late: '{suggestion}的{phase}期限是{due}，已过{days}，还没有记录。请{unit}尽快联系领衔代表并登记。',
      many: {
        title: '有{count}件建议等待{phase}',
        text: '{unit}有{count}件建议还没有{phase}的记录，最早的是{suggestion}。请联系领衔代表后登记。',
      },
    },
    R7: {
      title: '代表在{which}群里等您回应',
      open: '代表在{suggestion}的群里留言，{unit}还没有回应。请到群里回应，或者联系代表后登记沟通。',
      many: {
        title: '有{count}个群的代表留言等待回应',
        text: '代表在{count}件建议的群里留言，{unit}还没有回应，最早的是{suggestion}。请到群里回应。',
      },
    },
    R8: {
      title: '请提交{which}的协办意见',
      open: '{unit}还没有提交{suggestion}的协办意见。请提交给主办单位，最迟{due}。',
      today: '{unit}还没有提交{suggestion}的协办意见，今天是最后一天。请提交给主办单位。',
      late: '{unit}还没有提交{suggestion}的协办意见，期限是{due}，已过{days}。请尽快提交给主办单位。',
      many: {
        title: '有{count}件协办意见等待提交',
        text: '{unit}有{count}件协办意见还没有提交，最早的是{suggestion}。请提交给主办单位。',
      },
    },
    R9: {
      title: '请处理{which}的协办意见',
      open: '{suggestion}有协办意见等待处理。请主办单位采纳或者退回，最迟{due}。',
      late: '{suggestion}有协办意见等待处理，期限是{due}，已过{days}。请主办单位采纳或者退回。',
      many: {
        title: '有{count}件协办意见等待处理',
        text: '有{count}件协办意见等待处理，最早的是{suggestion}。请主办单位采纳或者退回。',
      },
    },
    R10: {
      title: '请为{which}进行{phase}',
      open: '{suggestion}正在办理，还没有{phase}的记录。请{unit}与代表说明办理打算并登记，答复期限是{due}。',
      late: '{suggestion}还没有{phase}的记录，答复期限{due}已过。请{unit}尽快与代表沟通并登记。',
      many: {
        title: '有{count}件建议等待{phase}',
        text: '{unit}有{count}件建议还没有{phase}的记录，最早的是{suggestion}。请与代表沟通后登记。',
      },
    },
    R11: {
      title: '{which}的答复期限',
      open: '{unit}对{suggestion}的答复最迟{due}，还有{days}。请安排起草、审核和签发。',
      today: '今天是{unit}答复{suggestion}的最后一天。请签发答复并送交代表。',
      late: '{unit}对{suggestion}的答复期限是{due}，已过{days}。请尽快答复，并向代表说明情况。',
      many: {
        title: '有{count}件建议等待答复',
        text: '{unit}有{count}件建议等待答复，期限最早的是{suggestion}。请安排起草、审核和签发。',
      },
    },
    R12: {
      title: '{which}的答复超过期限',
      open: '{unit}还没有答复{suggestion}，期限是{due}。请尽快答复，并向代表说明情况。',
      late: '{unit}还没有答复{suggestion}，期限是{due}，已过{days}。请尽快答复，并向代表说明情况。',
      many: {
        title: '有{count}件建议的答复超过期限',
        text: '{unit}有{count}件建议的答复超过期限，最早的是{suggestion}。请尽快答复，并向代表说明情况。',
      },
    },
    R13: {
      title: '{which}如需延期请提前申请',
      open: '{unit}如不能在{due}以前答复{suggestion}，请现在申请延期，写明理由和新的日期。',
      late: '{suggestion}的延期申请期限{due}已过。请{unit}尽快答复，并向代表说明情况。',
      many: {
        title: '有{count}件建议的延期申请期限将到',
        text: '{unit}有{count}件建议的答复期限将到，最早的是{suggestion}。不能按时答复的，请现在申请延期。',
      },
    },
    R14: {
      title: '{which}的延期申请有了结果',
      open: '{unit}为{suggestion}提出的延期申请有了结果，请在建议办理群里查看。',
      many: {
        title: '有{count}件延期申请有了结果',
        text: '有{count}件延期申请有了结果，最近的是{suggestion}。请在建议办理群里查看。',
      },
    },
    R15: {
      title: '{which}有了答复',
      open: '代表您好，{unit}对{suggestion}的答复已经送到，方便时请看一看。',
      many: {
        title: '有{count}件建议有了答复',
        text: '代表您好，您有{count}件建议的答复已经送到，最近的是{suggestion}。方便时请看一看。',
      },
    },
    R16: {
      title: '请为{which}进行{phase}',
      open: '{unit}已经答复{suggestion}，还没有{phase}的记录。请听取代表对答复的意见并登记，最迟{due}。',
      late: '{suggestion}的{phase}期限是{due}，已过{days}，还没有记录。请{unit}尽快听取代表意见并登记。',
      many: {
        title: '有{count}件建议等待{phase}',
        text: '{unit}有{count}件建议还没有{phase}的记录，最早的是{suggestion}。请听取代表意见后登记。',
      },
    },
    R17: {
      title: '请您说说对{which}答复的意见',
      open: '代表您好，{suggestion}的答复已经送到。方便时请您填写办理情况征询意见，{due}以前都可以。',
      today: '代表您好，{suggestion}的答复已经送到。您今天还可以填写办理情况征询意见。',
      late: '代表您好，{suggestion}的答复已经送到。方便时请您看一看，说说您的意见。',
      many: {
        title: '请您说说对{count}件答复的意见',
        text: '代表您好，您有{count}件建议的答复已经送到，最早的是{suggestion}。方便时请您说说意见。',
      },
    },
    R18: {
      title: '请您说说对{which}答复的意见',
      open: '代表您好，您附议的{suggestion}有了答复。方便时请您把意见告诉领衔代表。',
      many: {
        title: '您附议的{count}件建议有了答复',
        text: '代表您好，您附议的{count}件建议有了答复，最早的是{suggestion}。方便时请您把意见告诉领衔代表。',
      },
    },
    R19: {
      title: '代表对{which}的答复不满意',
      open: '代表对{suggestion}的答复不满意，并说明了意见。请代表工作机构决定是否再次办理，请承办单位做好准备。',
      many: {
        title: '代表对{count}件答复不满意',
        text: '代表对{count}件建议的答复不满意，最早的是{suggestion}。请代表工作机构决定是否再次办理。',
      },
    },
    R20: {
      title: '{which}再次办理的期限',
      open: '{unit}对{suggestion}再次办理的答复最迟{due}，还有{days}。请与代表沟通后答复。',
      today: '今天是{unit}再次答复{suggestion}的最后一天。请签发答复并送交代表。',
      late: '{unit}对{suggestion}再次办理的答复期限是{due}，已过{days}。请尽快答复，并向代表说明情况。',
      many: {
        title: '有{count}件再次办理等待答复',
        text: '{unit}有{count}件再次办理的建议等待答复，期限最早的是{suggestion}。请与代表沟通后答复。',
      },
    },
    R21: {
      title: '{which}的承诺事项',
      open: '{unit}在{suggestion}的答复中有承诺事项，完成期限是{due}。请登记进展，完成的请登记完成情况。',
      today: '{unit}在{suggestion}的答复中有承诺事项，今天是完成期限。请登记完成情况，或者说明原因。',
      late: '{unit}在{suggestion}的答复中有承诺事项，完成期限是{due}，已过{days}。请登记情况，或者说明原因。',
      many: {
        title: '有{count}件承诺事项等待登记',
        text: '{unit}有{count}件承诺事项等待登记进展，期限最早的是{suggestion}。',
      },
    },
    R22: {
      title: '请报告{which}承诺事项的进展',
      open: '请{unit}报告{suggestion}承诺事项今年的落实情况，最迟{due}。',
      late: '请{unit}报告{suggestion}承诺事项今年的落实情况，期限是{due}，已过{days}。',
      many: {
        title: '请报告{count}件承诺事项的进展',
        text: '请{unit}报告{count}件建议承诺事项今年的落实情况，如{suggestion}。',
      },
    },
    R23: {
      title: '请公开{which}',
      open: '{suggestion}已经答复，等待公开。请审核公开，或者写明不公开的理由，最迟{due}。',
      late: '{suggestion}已经答复，公开期限是{due}，已过{days}。请审核公开，或者写明不公开的理由。',
      many: {
        title: '有{count}件建议等待公开',
        text: '有{count}件建议已经答复，等待公开，期限最早的是{suggestion}。请审核公开，或者写明理由。',
      },
    },
    R24: {
      title: '请登记{which}的督办进展',
      open: '{suggestion}是重点督办建议，由{unit}督办。请登记督办方案或者最近的进展。',
      many: {
        title: '有{count}件重点督办建议等待登记进展',
        text: '{unit}督办的{count}件建议等待登记方案或者进展，最早的是{suggestion}。',
      },
    },
    R25: {
      title: '{which}群里久无进展',
      open: '{suggestion}的群里已有一段时间没有新消息。请{unit}到群里说说办理进展。',
      many: {
        title: '有{count}个群久无进展',
        text: '{count}件建议的群里已有一段时间没有新消息，最早的是{suggestion}。请{unit}到群里说说办理进展。',
      },
    },
    R28: {
      title: '批量交办还没有完成',
      open: '批量交办已有一个多小时，还没有完成。请查看任务队列和日志，确认后台任务正在运行。',
      many: {
        title: '批量交办还有{count}件没有完成',
        text: '批量交办已有一个多小时，还有{count}件没有完成。请查看任务队列和日志，确认后台任务正在运行。',
      },
    },
    R29: {
      title: '{which}的群将要归档',
      open: '{suggestion}的群将在{due}归档。归档后可以查看，不再发言；有话请在归档前说。',
      many: {
        title: '有{count}个群将要归档',
        text: '有{count}个群将要归档，最早的是{suggestion}。归档后可以查看，不再发言；有话请在归档前说。',
      },
    },
  },
  gentle: {
    title: '{which}有新的进展',
    open: '代表您好，{suggestion}有新的进展，方便时请看一看。',
    many: {
      title: '有{count}件建议有新的进展',
      text: '代表您好，您有{count}件建议有新的进展，最近的是{suggestion}。方便时请看一看。',
    },
  },
};
