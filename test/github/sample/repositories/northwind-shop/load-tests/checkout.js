import http from 'k6/http';

export const options = { vus: 50, duration: '2m' };

export default function () {
  http.get('https://staging.northwind-shop.example/checkout');
}
