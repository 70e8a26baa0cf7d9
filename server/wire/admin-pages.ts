/** Why the sign-in page is shown again. */
export type SignInTrouble =
  'refused' | 'code-needed' | 'code-refused' | 'not-administrator' | 'too-fast' | 'unavailable';

const TROUBLE: Readonly<Record<SignInTrouble, string>> = {
  refused: '账号或密码不对，或者账号暂时不能使用。',
  'code-needed': '还需要验证码。尚未设置两步验证的，请先在呼应的登录页设置。',
  'code-refused': '验证码不对，或者已经用过。请等下一个验证码。',
  'not-administrator': '这里只供系统管理员使用。',
  'too-fast': '尝试得太快了，请稍等片刻再试。',
  unavailable: '暂时连接不上，请稍后再试。',
};

/** How they look. */
export const STYLE = `:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, sans-serif; margin: 0 auto; max-width: 22rem; padding: 3rem 1rem; }
label { display: block; margin: 1rem 0 0; }
input { box-sizing: border-box; font: inherit; padding: 0.5rem; width: 100%; }
button { font: inherit; margin: 1.5rem 0 0; min-height: 44px; padding: 0.5rem 1.5rem; }
[role='alert'] { border-left: 4px solid #b3261e; padding-left: 0.75rem; }
`;

/** A page without scripts and without anything that somebody typed. */
const page = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/admin/style.css">
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;

/** Asks who is there; `trouble`: why again. */
export const signInPage = (trouble: SignInTrouble | null): string =>
  page(
    '呼应 系统管理',
    `${trouble === null ? '' : `<p role="alert">${TROUBLE[trouble]}</p>`}
<form method="post" action="/admin/sign-in">
<label>账号或手机号 <input name="login" autocomplete="username" required maxlength="64"></label>
<label>密码 <input name="password" type="password" autocomplete="current-password" required maxlength="128"></label>
<label>验证码（已设置两步验证的填写） <input name="code" autocomplete="one-time-code" maxlength="40"></label>
<button>登录</button>
</form>`,
  );

/** What an administrator finds here. */
export const homePage = (): string =>
  page(
    '呼应 系统管理',
    `<p><a href="/admin/queues">后台任务</a></p>
<form method="post" action="/admin/sign-out"><button>退出</button></form>`,
  );
