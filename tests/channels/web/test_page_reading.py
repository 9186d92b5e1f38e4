"""What the pages are to whoever hears them, or reads them at a glance."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from bot.publishing import PARTS
from tests.channels.web.test_web_pages import SLUGS, pages_of, shown
from tests.contents import CONTENT, content_of, copy_content, edit_card


@pytest.mark.parametrize("topic", sorted(CONTENT.faq_topics))
def test_every_answer_leads_in_few_bold_words_and_goes_on_in_short_paragraphs(topic: str) -> None:
    page = shown(f"questions/{SLUGS[topic]}")
    told = [html.unescape(each) for each in re.findall("<p>(.*)</p>", page)]
    bold = re.findall("<strong>(.*?)</strong>", page)
    assert bold and all(len(html.unescape(re.sub("<[^>]+>", "", each))) <= 90 for each in bold)
    assert all(len(re.sub("<[^>]+>", "", each)) <= 280 for each in told)


@pytest.mark.parametrize(
    "address", ["", "metiers", *(f"questions/{slug}" for slug in SLUGS.values())]
)
def test_links_of_one_name_lead_to_one_address(address: str) -> None:
    leads: dict[str, set[str]] = {}
    for url, words in re.findall(
        r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', shown(address), re.DOTALL
    ):
        place = re.sub("^https?://(www[.])?", "", url)
        leads.setdefault(re.sub("<[^>]+>", "", words), set()).add(place)
    assert {name: urls for name, urls in leads.items() if len(urls) > 1} == {}


def test_no_line_of_sources_says_the_same_twice() -> None:
    for slug in SLUGS.values():
        for line in re.findall('<p class="source">(.*?)</p>', shown(f"questions/{slug}")):
            links = re.findall('href="([^"]*)"[^>]*>([^<]*)<', line)
            assert len(links) == len(set(links)), line


def test_every_page_leads_to_every_part_of_the_site() -> None:
    for address in ("", "metiers", "questions/salaire"):
        root = "../" * address.count("/") or "./"
        (menu,) = re.findall('<nav class="site".*?</nav>', shown(address), re.DOTALL)
        leads = re.findall('href="([^"]*)"', menu)
        assert leads == [root, f"{root}#index", f"{root}metiers"]
    (plan,) = re.findall('<nav class="index" id="index".*?</nav>', shown(""), re.DOTALL)
    assert 'href="./metiers"' in plan and 'href="./questions/salaire"' in plan


def test_english_words_are_read_as_english(tmp_path: Path) -> None:
    page = shown("questions/data-analyst")
    assert '<h1>Que fait un <span lang="en">data analyst</span> dans' in page
    assert not re.search('(?<!en">)data analyst(?!</span>)[^"]*</(?:p|a|h3)>', page)
    copied = copy_content(tmp_path)
    evil = "Les call centers & <b>Inbound</b>, inboundé"
    edit_card(copied, "salary", answer=evil)
    page = shown("questions/salaire", pages_of(content_of(copied, PARTS)))
    english = '<span lang="en">{}</span>'.format
    marked = f"Les {english('call centers')} &amp; &lt;b&gt;{english('Inbound')}&lt;/b&gt;"
    assert marked in page and ", inboundé" in page
