#include "tests/train/augment.h"

#include <algorithm>

#include "core/text.h"
#include "plugins/extract/hints.h"
#include "plugins/extract/shingles.h"

namespace claimwatch::train {
namespace {

constexpr std::string_view kAdClasses[] = {
    "ad",           "advert",        "ad-container", "ad-unit inline", "adslot",
    "promo-banner", "sponsored-box", "dfp-slot",     "commercial-unit"};
constexpr std::string_view kAdWords[] = {"Advertisement", "Advertisement - continue below",
                                         "Sponsored",     "Anzeige",
                                         "Publicité",     "Реклама",
                                         "Publicidad",    "广告",
                                         "ADVERTISEMENT"};
constexpr std::string_view kRelatedClasses[] = {"related",     "related-content", "related-links",
                                                "see-also",    "more-on-this",    "recommended",
                                                "story-links", "read-next",       "also-read",
                                                "teaser-list", "inline-related",  "box"};
constexpr std::string_view kRelatedHeads[] = {
    "Related",           "Related stories", "More on this story", "Also read",   "Recommended",
    "You may also like", "See also",        "Читайте также",      "По теме",     "Lesen Sie auch",
    "Mehr zum Thema",    "Lire aussi",      "Lee también",        "Leggi anche", "相关阅读",
    "延伸阅读",          "Don't miss"};
constexpr std::string_view kNewsClasses[] = {"newsletter",   "newsletter-box", "signup",
                                             "email-signup", "subscribe-form", "inline-newsletter",
                                             "cta"};
constexpr std::string_view kNewsWords[] = {
    "Sign up for our daily briefing and never miss a story.",
    "Subscribe to our newsletter for the latest headlines, delivered to your inbox every morning.",
    "Get the best of our reporting by email. You can unsubscribe at any time.",
    "Подпишитесь на нашу рассылку: главные новости дня утром в вашей почте.",
    "Подписывайтесь на наш канал в Telegram, чтобы не пропустить главное.",
    "Abonnieren Sie unseren Newsletter und erhalten Sie die wichtigsten Nachrichten des Tages.",
    "Recevez chaque matin l'essentiel de l'actualité dans votre boîte mail.",
    "Suscríbase a nuestro boletín y reciba las noticias más importantes del día.",
    "订阅我们的每日简报，第一时间了解重要新闻。",
    "Follow us on social media for the latest updates."};
constexpr std::string_view kMoreWords[] = {
    "READ MORE: ",   "Read more: ",   "Read also: ",     "RELATED: ",        "Also read: ",
    "MORE: ",        "See also: ",    "Читайте также: ", "Lesen Sie auch: ", "À lire aussi : ",
    "Lea también: ", "Leggi anche: ", "相关阅读：",      "WATCH: "};
constexpr std::string_view kListClasses[] = {"most-popular", "popular",     "trending",
                                             "top-stories",  "latest-news", "most-viewed",
                                             "list",         "rail"};
constexpr std::string_view kListHeads[] = {
    "Most popular", "Trending now", "Top stories",  "Latest news",  "Most viewed",
    "Популярное",   "Meistgelesen", "Les plus lus", "Lo más leído", "热门新闻"};
constexpr std::string_view kNextClasses[] = {"next-story",    "next-post", "article-preview",
                                             "infinite-next", "continue",  "teaser",
                                             "more-articles"};
constexpr std::string_view kNextWords[] = {
    "Continue reading", "Read the full story", "Read more",      "Weiterlesen",
    "Читать далее",     "Lire la suite",       "Seguir leyendo", "阅读全文"};
constexpr std::string_view kCommentClasses[] = {"comments",  "comment-section", "discussion",
                                                "responses", "reader-comments", "disqus-thread"};
constexpr std::string_view kNoticeClasses[] = {"cookie-banner",  "consent", "cookie-notice",
                                               "privacy-banner", "gdpr",    "notice",
                                               "cmp-container"};
constexpr std::string_view kNoticeWords[] = {
    "This site uses cookies and similar technologies to improve your experience and to show you "
    "relevant content. By continuing you accept our policy.",
    "We and our partners process data to provide personalised advertising and to measure how our "
    "content is used. You may withdraw your consent at any time.",
    "Мы используем файлы cookie, чтобы сайт работал лучше. Оставаясь на сайте, вы соглашаетесь с "
    "этим.",
    "Wir verwenden Cookies, um Inhalte und Anzeigen zu personalisieren. Sie können Ihre "
    "Einwilligung jederzeit widerrufen.",
    "我们使用 cookie 来改善您的体验。继续浏览即表示您同意我们的政策。"};

class Writer {
 public:
  Writer(const Donors& donors, std::mt19937_64& random) : donors_(donors), random_(random) {}

  std::size_t Below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }

  bool Chance(unsigned percent) { return Below(100) < percent; }

  // A box that may stand between two paragraphs.
  std::string Inset() {
    switch (Below(5)) {
      case 0:
        return Open(kAdClasses) + "<span>" + Pick(kAdWords) + "</span></div>";
      case 1:
        return Related();
      case 2:
        return Open(kNewsClasses) + "<h4>" + Title() + "</h4><p>" + Pick(kNewsWords) +
               "</p><form><input type=\"email\"><button>OK</button></form></div>";
      case 3:
        return "<p><strong><a href=\"/x\">" + Pick(kMoreWords) + Title() + "</a></strong></p>";
      default:
        return "<p>" + Pick(kMoreWords) + "<a href=\"/x\">" + Title() + "</a></p>";
    }
  }

  // Something that may follow the article.
  std::string Outset() {
    switch (Below(4)) {
      case 0:
        return Comments();
      case 1:
        return List(kListClasses, kListHeads, "ol", 5);
      case 2:
        return Next();
      default:
        return Related();
    }
  }

  std::string Notice() {
    return Open(kNoticeClasses) + "<h2>" + (Chance(50) ? "Privacy" : "Cookies") + "</h2><p>" +
           Pick(kNoticeWords) + "</p><button>OK</button></div>";
  }

 private:
  template <std::size_t kCount>
  std::string Pick(const std::string_view (&list)[kCount]) {
    return std::string(list[Below(kCount)]);
  }

  template <std::size_t kCount>
  std::string Open(const std::string_view (&classes)[kCount]) {
    return Chance(15) ? "<div>" : "<div class=\"" + Pick(classes) + "\">";
  }

  std::string Title() { return donors_.titles[Below(donors_.titles.size())]; }

  std::string Prose() { return donors_.paragraphs[Below(donors_.paragraphs.size())]; }

  std::string Related() {
    return Chance(50)
               ? List(kRelatedClasses, kRelatedHeads, "ul", 1 + Below(4))
               : "<aside>" + List(kRelatedClasses, kRelatedHeads, "ul", 1 + Below(3)) + "</aside>";
  }

  template <std::size_t kClasses, std::size_t kHeads>
  std::string List(const std::string_view (&classes)[kClasses],
                   const std::string_view (&heads)[kHeads], const std::string& tag,
                   std::size_t count) {
    std::string out = Open(classes) + "<h3>" + Pick(heads) + "</h3><" + tag + ">";
    for (std::size_t i = 0; i < count; ++i) {
      out += "<li><a href=\"/x\">" + Title() + "</a></li>";
    }
    return out + "</" + tag + "></div>";
  }

  std::string Next() {
    std::string out = Open(kNextClasses) + "<h2><a href=\"/n\">" + Title() + "</a></h2>";
    for (std::size_t i = 0; i < 1 + Below(3); ++i) {
      out += "<p>" + Prose() + "</p>";
    }
    return out + "<a href=\"/n\">" + Pick(kNextWords) + "</a></div>";
  }

  std::string Comments() {
    std::string out = Open(kCommentClasses) + "<h3>" + std::to_string(Below(90)) + " comments</h3>";
    for (std::size_t i = 0; i < 2 + Below(4); ++i) {
      out += "<div class=\"comment\"><span class=\"user\">reader" + std::to_string(Below(999)) +
             "</span><p>" + Prose() + "</p><a href=\"#r\">Reply</a></div>";
    }
    return out + "</div>";
  }

  const Donors& donors_;
  std::mt19937_64& random_;
};

// Ends of the <p> elements that hold gold text.
std::vector<std::size_t> ParagraphEnds(std::string_view html, std::string_view gold) {
  const ShingleSet runs(gold, 4);
  std::vector<std::size_t> ends;
  std::size_t at = 0;
  while ((at = html.find("<p", at)) != std::string_view::npos) {
    const std::size_t end = html.find("</p>", at);
    const std::size_t next = html.find("<p", at + 2);
    if (end == std::string_view::npos) {
      break;
    }
    if (end < next && end - at < 8000) {
      const std::string text = PlainText(html.substr(at, end - at));
      if (TextWordHashes(text).size() >= 10 && runs.Cover(text) > 0.8) {
        ends.push_back(end + 4);
      }
    }
    at += 2;
  }
  return ends;
}

// Behind the element that holds the last paragraph, when it ends right there.
std::size_t ContainerEnd(std::string_view html, std::size_t paragraph_end) {
  std::size_t at = html.find_first_not_of(" \n\t\r", paragraph_end);
  if (at != std::string_view::npos && html.substr(at).starts_with("</div>")) {
    return at + 6;
  }
  return paragraph_end;
}

}  // namespace

std::string Augment(std::string_view html, std::string_view gold, const Donors& donors,
                    std::mt19937_64& random) {
  const std::vector<std::size_t> ends = ParagraphEnds(html, gold);
  if (ends.size() < 3) {
    return std::string(html);
  }
  Writer writer(donors, random);
  std::vector<std::pair<std::size_t, std::string>> pieces;
  for (std::size_t i = 0; i < 2 + writer.Below(3); ++i) {
    pieces.emplace_back(ends[writer.Below(ends.size() - 1)], writer.Inset());
  }
  pieces.emplace_back(ContainerEnd(html, ends.back()), writer.Outset() + writer.Outset());
  const std::size_t body = html.find("<body");
  const std::size_t opened = body == std::string_view::npos ? body : html.find('>', body);
  if (writer.Chance(50) && opened != std::string_view::npos) {
    pieces.emplace_back(opened + 1, writer.Notice());
  }
  std::sort(pieces.begin(), pieces.end());
  std::string out;
  std::size_t last = 0;
  for (const auto& [at, piece] : pieces) {
    out.append(html.substr(last, at - last)).append(piece);
    last = at;
  }
  return out.append(html.substr(last));
}

}  // namespace claimwatch::train
