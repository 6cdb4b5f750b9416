/** The platform's answers that are no JSON of the table: files by tus and by range, the public site, health. For OpenAPI. */
export interface PlainRoute {
  readonly method: "GET" | "POST" | "HEAD" | "PATCH" | "DELETE" | "OPTIONS";
  readonly path: string;
  readonly auth: "open" | "session";
  /** Status and media type of a success; null for one without a body. */
  readonly status: number;
  readonly media: string | null;
  /** Of the request's body. */
  readonly body?: string;
  /** Headers the caller must send. */
  readonly headers?: readonly string[];
  readonly summary: string;
}

const tus = { auth: "session", media: null, headers: ["tus-resumable"] } as const;
const open = { auth: "open", status: 200 } as const;
const html = "text/html; charset=utf-8";

export const plainRoutes = {
  "uploads.options": {
    ...open,
    method: "OPTIONS",
    path: "/uploads",
    status: 204,
    media: null,
    summary: "断点续传（tus 1.0）的能力",
  },
  "upload.options": {
    ...open,
    method: "OPTIONS",
    path: "/uploads/:uploadId",
    status: 204,
    media: null,
    summary: "断点续传（tus 1.0）的能力",
  },
  "uploads.create": {
    ...tus,
    method: "POST",
    path: "/uploads",
    status: 201,
    headers: ["tus-resumable", "upload-length"],
    summary: "开始一次上传",
  },
  "upload.state": { ...tus, method: "HEAD", path: "/uploads/:uploadId", status: 200, summary: "已收到多少字节" },
  "upload.append": {
    ...tus,
    method: "PATCH",
    path: "/uploads/:uploadId",
    status: 204,
    body: "application/offset+octet-stream",
    headers: ["tus-resumable", "upload-offset"],
    summary: "接着上传",
  },
  "upload.end": { ...tus, method: "DELETE", path: "/uploads/:uploadId", status: 204, summary: "放弃一次上传" },
  "files.bytes": {
    method: "GET",
    path: "/files/:hash/bytes",
    auth: "session",
    status: 200,
    media: "application/octet-stream",
    summary: "附件字节，可按范围取",
  },
  "public.style": {
    ...open,
    method: "GET",
    path: "/public/style.css",
    media: "text/css; charset=utf-8",
    summary: "公开网站的样式",
  },
  "public.site": { ...open, method: "GET", path: "/public/site/:site", media: html, summary: "公开网站的列表页" },
  "public.item": {
    ...open,
    method: "GET",
    path: "/public/site/:site/items/:repoId",
    media: html,
    summary: "公开网站的信息页",
  },
  "public.file": {
    ...open,
    method: "GET",
    path: "/public/site/:site/files/:hash",
    media: "application/octet-stream",
    summary: "公开网站的附件",
  },
  "admin.style": {
    ...open,
    method: "GET",
    path: "/admin/style.css",
    media: "text/css; charset=utf-8",
    summary: "管理页面的样式",
  },
  "admin.entry": { ...open, method: "GET", path: "/admin/enter", media: html, summary: "管理页面的入口" },
  "admin.enter": {
    ...open,
    method: "POST",
    path: "/admin/enter",
    status: 303,
    media: null,
    body: "application/x-www-form-urlencoded",
    summary: "凭一次性入口和进入码进入管理页面",
  },
  "admin.home": { ...open, method: "GET", path: "/admin", media: html, summary: "管理页面：总览，凭管理页面的会话" },
  "admin.page": { ...open, method: "GET", path: "/admin/*", media: html, summary: "管理页面，凭管理页面的会话" },
  "admin.pack": {
    ...open,
    method: "POST",
    path: "/admin/packs/upload",
    status: 303,
    media: null,
    body: "multipart/form-data",
    summary: "管理页面：装入词库包，凭管理页面的会话",
  },
  "admin.act": {
    ...open,
    method: "POST",
    path: "/admin/*",
    status: 303,
    media: null,
    body: "application/x-www-form-urlencoded",
    summary: "管理页面的操作，凭管理页面的会话和表单令牌",
  },
  "updates.file": {
    ...open,
    method: "GET",
    path: "/updates/:edition/:file",
    media: "application/octet-stream",
    summary: "工作站的更新源：签名的发布单和安装包，可按范围取",
  },
  health: { ...open, method: "GET", path: "/health", media: "application/json", summary: "进程是否在运行" },
  ready: {
    ...open,
    method: "GET",
    path: "/ready",
    media: "application/json",
    summary: "是否可以接受请求：数据库、附件库、磁盘、时钟",
  },
  "open-api": { ...open, method: "GET", path: "/openapi.json", media: "application/json", summary: "本说明" },
} as const satisfies Record<string, PlainRoute>;
