"""Scrapy on the site that the benchmark serves: scrapy_spider.py ADDRESS HOSTS FOLDER [resume]. Prints pages, seconds, CPU seconds, MB.

With robots.txt, without pause, one request a host and 64 in all, as rolescope has it. The URLs of pages that reached the spider are
written to FOLDER/kept.txt; nothing else is kept. `resume` has Scrapy keep its queue in FOLDER/job.
"""

import resource
import sys
import time

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer


class Loopback(CachingThreadedResolver):
    """Every name is this machine."""

    def getHostByName(self, name, timeout=None):  # noqa: N802
        return defer.succeed("127.0.0.1")


class Board(scrapy.Spider):
    name = "board"

    def parse(self, response):
        self.kept.write(response.url + "\n")
        self.kept.flush()
        if response.status == 200:
            for link in response.css("a::attr(href)").getall():
                yield response.follow(link, self.parse)


def main():
    (address, hosts, folder), options = sys.argv[1:4], sys.argv[4:]
    port = address.rsplit(":", 1)[1]
    settings = {
        "ROBOTSTXT_OBEY": True,
        "USER_AGENT": "peer (+mailto:study@engaged.example)",
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 64,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "DNS_RESOLVER": "scrapy_spider.Loopback",
    }
    if "resume" in options:
        settings["JOBDIR"] = folder + "/job"
    Board.start_urls = [f"http://jobs-{n}.engaged.example:{port}/0" for n in range(int(hosts))]
    Board.kept = open(folder + "/kept.txt", "a")
    began_at, cpu = time.perf_counter(), time.process_time()
    process = CrawlerProcess(settings)
    process.crawl(Board)
    process.start()
    seconds, cpu = time.perf_counter() - began_at, time.process_time() - cpu
    pages = len(set(open(folder + "/kept.txt")))
    print(f"{pages} {seconds:.1f} {cpu:.1f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")


if __name__ == "__main__":
    main()
