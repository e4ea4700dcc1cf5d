import { statusNames } from '../collection/status-names.ts';

const endStatuses = (['published', 'returned', 'awaiting-approval', 'failed'] as const)
  .map((status) => `${status}（${statusNames[status]}）`)
  .join('、');

/** Where a stage's provider has not told its endpoint, as in the document of the repository. */
const unknownEndpoint = '统一身份认证的令牌地址';

/** Each step is `[purpose, command]`, with curl and jq. */
export const firstSteps = (tokenUrl: string = unknownEndpoint): readonly (readonly [string, string])[] => [
  [
    '取令牌。用部门系统账号的客户端凭据向统一身份认证换取，一小时内有效，过期后重新取。账号和密钥由信息中心提供；本机运行时见首页。',
    `GUIJI=本平台的地址  # 与打开这个页面的地址相同，到端口为止
TOKEN=$(curl -s -u '账号:密钥' -d grant_type=client_credentials -d scope=api \\
  '${tokenUrl}' | jq -r .access_token)`,
  ],
  ['看看令牌属于哪个部门、有什么角色。', `curl -s $GUIJI/api/v1/me -H "Authorization: Bearer $TOKEN"`],
  [
    '找到本部门的信息资源，记下应答中的 dataset。',
    `curl -s -G $GUIJI/api/v1/datasets/search --data-urlencode q=身份证 -H "Authorization: Bearer $TOKEN"`,
  ],
  [
    '下载填报模板，按填写说明填好，另存为 数据.xlsx。',
    `curl -s -o 模板.xlsx $GUIJI/api/v1/datasets/resident-id-cards/template -H "Authorization: Bearer $TOKEN"`,
  ],
  [
    '登记一次报送，size 是文件的字节数，必须准确。应答里的 upload 是只能用一次的上传地址。',
    `CREATED=$(curl -s -X POST $GUIJI/api/v1/datasets/resident-id-cards/deliveries \\
  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -d "{\\"mode\\":\\"full\\",\\"fileName\\":\\"数据.xlsx\\",\\"size\\":$(wc -c < 数据.xlsx)}")`,
  ],
  [
    '上传文件：把 upload.fields 逐项放在表单前面，file 放在最后。应答 204 表示文件已收到。',
    `echo "$CREATED" | jq -r '.upload.fields | to_entries[] | "form-string = \\"\\(.key)=\\(.value)\\""' \\
  | curl -s -K - -F file=@数据.xlsx "$(echo "$CREATED" | jq -r .upload.url)" -w '%{http_code}\\n'`,
  ],
  [
    `查看回执，每隔几秒一次，直到 status 为 ${endStatuses}之一。`,
    `curl -s $GUIJI/api/v1/deliveries/$(echo "$CREATED" | jq -r .delivery.id) -H "Authorization: Bearer $TOKEN"`,
  ],
  [
    '有问题时逐页读取问题，或取批注文件的下载地址。',
    `curl -s $GUIJI/api/v1/deliveries/$(echo "$CREATED" | jq -r .delivery.id)/findings \\
  -H "Authorization: Bearer $TOKEN"`,
  ],
];
