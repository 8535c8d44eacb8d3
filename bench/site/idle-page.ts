/** A page without sockets, with a frame of its own and one from its server; each is a document of the extension's content scripts. */
export const IDLE_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Idle</title></head>
<body>
<h1>Nothing here</h1>
<iframe srcdoc="<p>One</p>"></iframe>
<iframe src="/idle-frame/"></iframe>
</body>
</html>
`;

/** Documents of one such page, its frames too. */
export const IDLE_DOCUMENTS = 3;

/** What the second frame holds. */
export const IDLE_FRAME = '<!doctype html><p>Two</p>';
