"""Phrases: how the furniture of a page is worded, in English, Chinese and Portuguese.

All stand in folded form (lower case, half width, Simplified), without the marks around them. A line that
*is* such a phrase is furniture; a sentence that merely contains it is not.
"""


def _phrases(block: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in block.split("|") if phrase.strip())


# Headings behind which other articles are announced.
RELATED_HEADINGS = _phrases("""
    related|related articles|related article|related stories|related story|related news|related content|related topics|
    related posts|related coverage|related links|related reading|related videos|more related news|see also|read also|
    also read|read more|read next|more on this|more on this story|more stories|more news|more from this author|
    you may also like|you might also like|you may like|you might be interested in|you may be interested in|
    recommended|recommended for you|recommended reading|recommended stories|recommended articles|suggested articles|
    further reading|most read|most popular|most viewed|most shared|trending|trending now|trending stories|popular|
    popular stories|popular articles|popular posts|popular now|top stories|top picks|top news|latest news|
    latest stories|latest articles|latest posts|latest headlines|editor's picks|editors' picks|editor's choice|
    don't miss|must read|must reads|in case you missed it|what to read next|up next|next up|other stories|other news|
    similar articles|similar stories|similar news|from our partners|around the web|from the web|elsewhere on the web|
    promoted stories|sponsored stories|more in this section|in this section|best of|featured|featured stories|
    相关新闻|相关文章|相关报道|相关阅读|相关内容|相关链接|相关资讯|相关推荐|相关稿件|相关专题|更多相关新闻|其他新闻|其它新闻|
    延伸阅读|推荐阅读|推荐文章|推荐新闻|精选文章|精选新闻|编辑推荐|编辑精选|今日推荐|为你推荐|为您推荐|热门|热门新闻|
    热门文章|热门推荐|热门话题|热点新闻|热点推荐|热读|猜你喜欢|您可能喜欢|您也可能喜欢|你可能感兴趣|你可能也喜欢|您可能感兴趣的文章|
    更多新闻|更多报道|更多文章|更多内容|更多精彩内容|更多|最新新闻|最新消息|最新文章|最新报道|最多人睇|最受欢迎|最受欢迎新闻|
    点击排行|点击排行榜|阅读排行|阅读排行榜|新闻排行|排行榜|热门排行|即时热点|同类新闻|同场加映|看更多|睇更多|
    往期回顾|上一篇|下一篇|上一则|下一则|next|previous|prev|next article|previous article|next post|previous post|
    大家都在看|其他人也在看|今日热点|要闻推荐|
    artigos relacionados|noticias relacionadas|notícias relacionadas|conteudo relacionado|conteúdo relacionado|
    relacionados|relacionadas|leia também|leia tambem|leia mais|veja também|veja mais|ver também|saiba mais|
    mais lidas|as mais lidas|mais lidos|mais vistas|mais populares|mais notícias|mais noticias|últimas notícias|
    ultimas noticias|últimas|destaques|em destaque|recomendados|recomendadas|outras notícias|pode também gostar|
    pode gostar de|tópicos relacionados|artigos recentes|a seguir
""")

# Headings behind which readers speak.
COMMENT_HEADINGS = _phrases("""
    comments|comment|leave a comment|comments section|leave a reply|post a comment|add a comment|join the conversation|
    join the discussion|no comments|no comments yet|be the first to comment|what do you think|have your say|
    show comments|view comments|view all comments|read comments|write a comment|reader comments|discussion|
    留言|评论|发表评论|发表留言|网友评论|读者评论|读者留言|我要评论|我要留言|暂无评论|暂无留言|查看评论|全部评论|最新评论|热门评论|
    文明上网理性发言|评论已关闭|回应|参与讨论|
    comentários|comentarios|deixe uma resposta|join the debate|条评论|
    deixe um comentário|deixe o seu comentário|deixe seu comentário|sem comentários|comente|
    comentar|ainda sem comentários
""")

# Lines of one kind each, wherever they stand.
LINES = {
    "advertisement": """
    advertisement|advertisements|advertising|advert|ad|ads|sponsored|sponsored content|promoted|promoted content|
    paid content|partner content|story continues below advertisement|article continues below advertisement|
    advertisement - story continues below|continue reading below advertisement|story continues below|
    article continues below|article continues after ad|scroll to continue|remove ads|advertise with us|
    skip advertisement|skip ad|close ad|广告|广告位|赞助|赞助内容|推广|特约|publicidade|anúncio|anuncio|patrocinado|
    conteúdo patrocinado|pub|continua depois da publicidade|continua após a publicidade
    """,
    "share": """
    share|share this|share this article|share this story|share this page|share this post|share article|share on|
    share via|share with|share on facebook|share on twitter|share on x|share on linkedin|share on whatsapp|
    share on social media|sharing|copy link|link copied|copy url|email this|email article|email this article|print|
    print this|print article|print this page|save|save article|bookmark|listen|listen to this article|
    listen to article|gift this article|tweet|pin it|like|follow|follow us|facebook|twitter|x|linkedin|whatsapp|
    telegram|wechat|weibo|line|reddit|pinterest|email|messenger|instagram|youtube|flipboard|text size|font size|
    分享|分享到|分享至|分享文章|分享本文|分享此文|分享这篇文章|分享工具|转发|转载|收藏|点赞|打印|打印本文|列印|复制链接|复制连结|复制网址|
    字体大小|字号|大|中|小|微信|微博|新浪微博|腾讯微博|朋友圈|扫码分享|扫一扫分享|分享让更多人看到|用微信扫描二维码|分享到微信|分享到微博|
    分享至facebook|分享至twitter|分享到facebook|电邮|转播到腾讯微博|推荐|
    partilhar|partilhe|partilhar este artigo|partilhe esta notícia|compartilhar|compartilhe|
    compartilhe esta notícia|imprimir|copiar link|enviar por email|guardar|tamanho da letra|ouvir|ouvir artigo
    """,
    "hashtags": """
    hashtags|hashtag|tags|tag|相关标签|topics|topic|keywords|filed under|标签|标签云|关键词|关键字|文章标签|主题|
    etiquetas|palavras-chave|tópicos|assuntos|temas
    """,
    "navigation": """
    home|homepage|menu|main menu|search|search site|close|open menu|close menu|skip to content|skip to main content|
    skip to navigation|back to top|back to home|back|top|next page|previous page|
    read full article|read the full article|read full story|read the full story|continue reading|
    read more|more|see more|show more|load more|view more|view all|see all|
    learn more|click here|sign in|sign up|log in|login|register|subscribe|subscribe now|newsletter|newsletters|
    sign up for our newsletter|subscribe to our newsletter|get updates direct to your inbox|download the app|
    download our app|get the app|contact us|about us|privacy policy|terms of use|terms of service|
    terms and conditions|terms & conditions|cookie policy|sitemap|site map|rss|help|faq|my account|gallery|photos|
    video|videos|watch|podcast|live|breaking news|news|local|world|business|sport|sports|opinion|lifestyle|
    loading|loading...|please wait|javascript is disabled|enable javascript|accept cookies|accept all|
    输入电邮地址|输入电邮|扫一扫 手机阅读|扫一扫,手机阅读|手机阅读|
    email address|your email|your email address|enter your email|sign me up|
    key points|photo gallery|a|b|c|eng|english|繁|简|繁体|简体|繁體|
    主页|首页|新闻主页|选单|菜单|搜寻|搜索|登入|登录|注册|会员登入|会员登录|订阅|订阅电子报|返回|返回首页|返回顶部|返回主页|回到顶部|
    回顶部|返回列表|返回上页|上一页|下一页|网站地图|关于我们|联络我们|联系我们|私隐政策|隐私政策|隐私声明|免责声明|
    使用条款|服务条款|下载app|下载应用|立即下载|立即订阅|阅读全文|查看全文|查看更多|继续阅读|阅读更多|查看原文|原文链接|点击查看|
    加载中|载入中|正在加载|全文|收起|展开|展开全文|显示更多|跳至主要内容|跳到主要内容|即时新闻|本地|国际|财经|体育|大中华|要闻|全部|更多新闻短片|
    视像新闻|新闻专题|图片新闻|订户登入|错误|纠错|报错|手机版|电脑版|客户端|
    what you need to know|key events|nnnn|全文完|完|无障碍|
    ios|android|app store|google play|stay in the loop|manage choices|thank you for signing up|ok|ouvir|inscreva-se|
    aceitar|aceito|rejeitar|sim|não|o seu email|o seu e-mail|我同意|接受|同意|有用|没用|电邮地址|点击放大|
    início|inicio|página inicial|pesquisar|procurar|entrar|iniciar sessão|registar|registe-se|assinar|assine|
    subscrever|subscreva|voltar|voltar ao topo|seguinte|anterior|próximo|ler mais|continuar a ler|continue lendo|
    ver mais|ver tudo|sobre nós|contactos|política de privacidade|termos de uso|mapa do site|saltar para o conteúdo
    """,
    "copyright": """
    all rights reserved|版权所有|版权所有 不得转载|未经许可不得转载|未经授权不得转载|todos os direitos reservados
    """,
    "contact": """
    contact|contacts|media contact|media contacts|press contact|联络方法|联系方式|媒体联络|媒体查询|新闻联络人|
    contacto|contato
    """,
    "byline": """
    staff reporter|staff reporters|staff writer|our reporter|from our correspondent|agencies|news desk|
    本报记者|本刊记者|记者|编辑|新华社记者|综合报道|本报讯|redação|redacção|da redação|lusa|da redacção
    """,
    "author_bio": """
    about the author|about the authors|about the writer|author|作者简介|关于作者|作者介绍|sobre o autor|sobre a autora
    """,
}
REASON_OF_LINE = {phrase: reason for reason, block in LINES.items() for phrase in _phrases(block)}

# Words of which a share bar consists: "Facebook Twitter WhatsApp Email".
SHARE_WORDS = _phrases("""
    字号|大|中|小|分享到|分享至|分享到微信|分享至微信|举报|点赞|转发|
    share|tweet|facebook|twitter|x|linkedin|whatsapp|telegram|wechat|weibo|line|reddit|pinterest|email|
    e-mail|mail|print|copy|link|messenger|instagram|youtube|flipboard|save|bookmark|follow|like|tiktok|
    threads|bluesky|分享|打印|列印|收藏|微信|微博|朋友圈|电邮|脸书|推特|qq|qq空间|partilhar|compartilhar|imprimir
""")
