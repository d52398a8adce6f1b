"""What `cardwright serve` needs besides a site: a watch over files, and a server whose pages reload themselves."""
