"""What stands between Scrapy and the net: captures, validators, patience, and the guard of addresses."""
